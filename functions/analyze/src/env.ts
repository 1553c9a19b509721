import * as z from 'zod';

/** What the deployment tells the function. A missing variable stops the cold start with its name. */
export const env = z
  .object({
    TABLE_NAME: z.string(),
    BUCKET_NAME: z.string(),
    ANALYZER: z.enum(['comprehend', 'local']).default('local'),
    /** Units of 100 characters that Comprehend may take in a month. */
    COMPREHEND_UNITS: z.coerce.number().int().nonnegative().default(0),
    /** The role in which Comprehend's jobs read and write the bucket; without it there are none. */
    COMPREHEND_ROLE: z.string().optional(),
  })
  .transform(({ TABLE_NAME, BUCKET_NAME, ANALYZER, COMPREHEND_UNITS, COMPREHEND_ROLE }) => ({
    tableName: TABLE_NAME,
    bucketName: BUCKET_NAME,
    analyzer: ANALYZER,
    monthlyUnits: COMPREHEND_UNITS,
    comprehendRole: COMPREHEND_ROLE,
  }))
  .parse(process.env);
