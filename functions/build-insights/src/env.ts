import * as z from 'zod';

/** What the deployment tells the function. A missing variable stops the cold start with its name. */
export const env = z
  .object({
    TABLE_NAME: z.string(),
    BUCKET_NAME: z.string(),
    /** Where the stage asks large lakes by Athena: its workgroup and database, and from how many purchases on. */
    ATHENA_WORKGROUP: z.string().optional(),
    ATHENA_DATABASE: z.string().default('soundings'),
    ATHENA_FROM_ROWS: z.coerce.number().int().positive().default(20_000_000),
  })
  .transform((variables) => ({
    tableName: variables.TABLE_NAME,
    bucketName: variables.BUCKET_NAME,
    athena: variables.ATHENA_WORKGROUP && {
      workgroup: variables.ATHENA_WORKGROUP,
      database: variables.ATHENA_DATABASE,
      fromRows: variables.ATHENA_FROM_ROWS,
    },
  }))
  .parse(process.env);
