import * as z from 'zod';
/**
 * One respondent's way through one survey version. Nothing of it is stored: it travels sealed in a hidden field of the
 * form, so that an abandoned page leaves nothing behind and no server must be remembered.
 */
export declare const Visit: z.ZodObject<{
    version: z.ZodInt;
    token: z.ZodString;
    openedAt: z.ZodNumber;
    shownAt: z.ZodNumber;
    page: z.ZodString;
    language: z.ZodString;
    seed: z.ZodInt;
    answers: z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodObject<{
        choice: z.ZodString;
        other: z.ZodOptional<z.ZodString>;
    }, z.core.$strict>, z.ZodObject<{
        choices: z.ZodArray<z.ZodString>;
        other: z.ZodOptional<z.ZodString>;
    }, z.core.$strict>, z.ZodObject<{
        order: z.ZodArray<z.ZodString>;
    }, z.core.$strict>, z.ZodObject<{
        rows: z.ZodRecord<z.ZodString, z.ZodString>;
    }, z.core.$strict>, z.ZodObject<{
        number: z.ZodNumber;
    }, z.core.$strict>, z.ZodObject<{
        text: z.ZodString;
    }, z.core.$strict>, z.ZodObject<{
        given: z.ZodLiteral<true>;
    }, z.core.$strict>]>>;
    fields: z.ZodRecord<z.ZodString, z.ZodString>;
    customerId: z.ZodNullable<z.ZodString>;
    personal: z.ZodBoolean;
    pageSeconds: z.ZodRecord<z.ZodString, z.ZodNumber>;
    honeypot: z.ZodBoolean;
    saved: z.ZodNullable<z.ZodString>;
}, z.core.$strict>;
export type Visit = z.infer<typeof Visit>;
/** In how many orders a page with randomised choices is shown. */
export declare const SEEDS = 64;
/** A visit that begins now. */
export declare function newVisit(start: Pick<Visit, 'version' | 'page' | 'language' | 'openedAt'> & Partial<Visit>): Visit;
/** The visit as the form carries it. */
export declare function sealVisit(visit: Visit, key: {
    surveyId: string;
    secret: string;
}): string;
/** The visit that a form carries, or null where it was changed, is of another survey or is too old. */
export declare function openVisit(sealed: string, { now, ...key }: {
    surveyId: string;
    secret: string;
    now: number;
}): Visit | null;
