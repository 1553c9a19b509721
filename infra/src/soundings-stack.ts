import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Accounts } from './accounts.ts';
import { Alarms } from './alarms.ts';
import { Analysis } from './analysis.ts';
import { Budget } from './budget.ts';
import { Dashboard } from './dashboard.ts';
import { DataKey } from './data-key.ts';
import { Deliveries } from './deliveries.ts';
import { Front } from './front.ts';
import { Imports } from './imports.ts';
import { InsightBuilds } from './insight-builds.ts';
import { ItemTable } from './item-table.ts';
import { ObjectBucket } from './object-bucket.ts';
import { Scraping } from './scraping.ts';
import type { Parts } from './soundings-function.ts';
import { WebApi } from './web-api.ts';

/** One installation of Soundings. */
export class SoundingsStack extends Stack {
  constructor(app: App, id: string, { stage, codeOf }: Pick<Parts, 'stage' | 'codeOf'>) {
    super(app, id, { description: 'Soundings: surveys and reviews in, pain points and personas out.' });
    const key = stage.ownKey ? new DataKey(this, 'Key', { stage }) : undefined;
    const table = new ItemTable(this, 'Items', { stage, key });
    const bucket = new ObjectBucket(this, 'Objects', { stage, key });
    const parts = { stage, table, bucket, key, codeOf };

    const analysis = new Analysis(this, parts);
    const scraping = new Scraping(this, parts);
    const deliveries = new Deliveries(this, parts);
    const imports = new Imports(this, parts);
    const builds = new InsightBuilds(this, parts);
    const web = new WebApi(this, 'Web', { ...parts, imports, builds });

    const watched = {
      stage,
      table,
      web,
      analysis,
      scraping,
      workers: [analysis, scraping, deliveries, imports, builds],
    };
    const alarms = new Alarms(this, 'Alarms', watched);
    new Budget(this, 'Budget', { stage });
    new Dashboard(this, 'Dashboard', { ...watched, alarms });

    const address = stage.front ? new Front(this, 'Front', { stage, api: web.api }).address : web.api.apiEndpoint;
    if (stage.accounts) new Accounts(this, 'Accounts', { stage, address });
    new CfnOutput(this, 'Address', { value: address });
    new CfnOutput(this, 'ApiFunction', { value: web.function.lambda.functionName });
    new CfnOutput(this, 'TableName', { value: table.table.tableName });
    new CfnOutput(this, 'BucketName', { value: bucket.bucket.bucketName });
  }
}
