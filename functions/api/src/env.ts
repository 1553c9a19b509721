import * as z from 'zod';

/** What the deployment tells the function. A missing variable stops the cold start with its name. */
export const env = z
  .object({ TABLE_NAME: z.string(), BUCKET_NAME: z.string(), IMPORT_FUNCTION: z.string(), BUILD_FUNCTION: z.string() })
  .transform((variables) => ({
    tableName: variables.TABLE_NAME,
    bucketName: variables.BUCKET_NAME,
    importFunction: variables.IMPORT_FUNCTION,
    buildFunction: variables.BUILD_FUNCTION,
  }))
  .parse(process.env);
