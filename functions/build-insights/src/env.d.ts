/** What the deployment tells the function. A missing variable stops the cold start with its name. */
export declare const env: {
  tableName: string;
  bucketName: string;
};
