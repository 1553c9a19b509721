import * as z from 'zod';

/** A BCP 47 tag; `und` where it could not be told. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag');
export type Language = z.infer<typeof Language>;

/** The languages that the product itself speaks. */
export const InterfaceLanguage = z.enum(['zh-CN', 'en']);
export type InterfaceLanguage = z.infer<typeof InterfaceLanguage>;

/** What the product tells its team, in both its languages. */
export const Message = z.record(InterfaceLanguage, z.string()).meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

/** A text in several languages; at least one. */
export const LocalizedText = z.record(Language, z.string()).refine((texts) => Object.keys(texts).length > 0, 'no text');
export type LocalizedText = z.infer<typeof LocalizedText>;
