import * as z from 'zod';

/** An amount of money as it is written, never a float: `-12.5000`. At most four decimals. */
export const Decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,4})?$/, 'not a decimal amount');

/** ISO 4217, upper case. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'not an ISO 4217 code');
