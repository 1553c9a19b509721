import * as z from 'zod';

/** What the deployment tells the function. A missing variable stops the cold start with its name. */
export const env = z
  .object({ TABLE_NAME: z.string(), BUCKET_NAME: z.string() })
  .transform(({ TABLE_NAME, BUCKET_NAME }) => ({ tableName: TABLE_NAME, bucketName: BUCKET_NAME }))
  .parse(process.env);
