import * as z from 'zod';

/** What the deployment tells the function. A missing variable stops the cold start with its name. */
export const env = z
  .object({ TABLE_NAME: z.string(), BUCKET_NAME: z.string(), CONTACT: z.string().min(3) })
  .transform(({ TABLE_NAME, BUCKET_NAME, CONTACT }) => ({
    tableName: TABLE_NAME,
    bucketName: BUCKET_NAME,
    contact: CONTACT,
  }))
  .parse(process.env);
