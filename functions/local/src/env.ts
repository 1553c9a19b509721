import { resolve } from 'node:path';
import * as z from 'zod';

const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Only this machine can reach it, unless said otherwise. */
  HOST: z.string().default('127.0.0.1'),
  SOUNDINGS_DATA: z.string().default('.soundings'),
  SOUNDINGS_ADMIN_KEY: z.string().min(1).optional(),
  /** Where people reach it, if a proxy stands in front. */
  SOUNDINGS_ORIGIN: z.url().optional(),
  /** Where whoever is asked for reviews can reach who asks: a page or an e-mail address. */
  SOUNDINGS_CONTACT: z.string().min(3).optional(),
});

const parsed = Env.safeParse(process.env);
if (!parsed.success) {
  for (const { path, message } of parsed.error.issues) console.error(`${path.join('.')}: ${message}`);
  process.exit(1);
}

export const env = {
  port: parsed.data.PORT,
  host: parsed.data.HOST,
  data: resolve(parsed.data.SOUNDINGS_DATA),
  adminKey: parsed.data.SOUNDINGS_ADMIN_KEY,
  origin: parsed.data.SOUNDINGS_ORIGIN,
  contact: parsed.data.SOUNDINGS_CONTACT ?? parsed.data.SOUNDINGS_ORIGIN ?? 'contact not set',
};

/** The environment as it is, for a process of our own. */
export const environment = process.env;
