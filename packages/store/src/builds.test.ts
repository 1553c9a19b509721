import { describeBuilds } from './builds-contract.ts';
import { openSqliteTable } from './sqlite-table.ts';

describeBuilds('SQLite', async () => openSqliteTable(':memory:'));
