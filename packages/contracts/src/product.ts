import * as z from 'zod';
import { idOf } from './ids.ts';
import { Time } from './time.ts';

export const Role = z.enum(['ours', 'competitor']).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const NewProduct = z
  .strictObject({ name: z.string().trim().min(1).max(200), role: Role })
  .meta({ id: 'NewProduct' });
export type NewProduct = z.infer<typeof NewProduct>;

export const Product = z
  .object({ id: idOf('product'), name: z.string(), role: Role, createdAt: Time })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;
