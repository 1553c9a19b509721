import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { type Row, report } from './figures.ts';
import { cellsUnderK, countClaims, differencesUnderK, splitInTwo } from './personas/audit.ts';
import { measureMillion } from './personas/million.ts';
import { completeJourney, type Shop, womensClothing } from './personas/shops.ts';
import { surveyedShop } from './personas/surveyed-shop.ts';

const SPLITS = 5;

const folder = await mkdtemp(join(tmpdir(), 'bench-personas-'));
const engine = await openDuckDb({
  localPath: async (key) => join(folder, key),
  async putFile(key, path) {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await cp(path, join(folder, key));
  },
});

const rows: Row[] = [['', 'personas', 'claims', 'unsupported', 'under k', 'useful dimensions']];
const sum = { unsupported: 0, underK: 0, compared: 0, changed: 0, shops: 0 };
for (const open of [completeJourney, womensClothing, surveyedShop]) {
  const shop = await open(engine);
  if (!shop) {
    console.log(`${open.name}: its data is not there, skipped`);
    continue;
  }
  await audit(engine, shop);
}
await engine.close();
await rm(folder, { recursive: true, force: true });

const million = await measureMillion();
rows.push(
  ['1M customers', million.personas],
  ['A/A: claims called changed', sum.shops > 0 ? `${sum.changed} of ${sum.compared}` : undefined],
  ['1M customers, seconds', million.seconds],
  ['1M customers, peak MB', million.mb],
);
const measured = sum.shops > 0;
report(
  {
    'claims.unsupported': measured ? sum.unsupported : undefined,
    'cells.underK': measured ? sum.underK : undefined,
    'aa.changed': sum.compared > 0 ? sum.changed / sum.compared : undefined,
    'million.seconds': million.seconds,
    'million.mb': million.mb,
  },
  rows,
);

async function audit(duckdb: DuckDb, shop: Shop): Promise<void> {
  const { claims, unsupported } = countClaims(shop.personas);
  let underK = await cellsUnderK(duckdb, shop);
  for (const without of [1, 3]) underK += await differencesUnderK(duckdb, shop, without);
  const skills = shop.personas.flatMap(({ evaluation }) => evaluation);
  const useful = skills.filter((skill) => skill.useful).length;
  rows.push([shop.name, shop.personas.length, claims, unsupported, underK, `${useful} of ${skills.length}`]);
  sum.shops++;
  sum.unsupported += unsupported;
  sum.underK += underK;
  for (let seed = 1; seed <= SPLITS; seed++) {
    const { compared, changed } = await splitInTwo(duckdb, shop, seed);
    sum.compared += compared;
    sum.changed += changed;
  }
}
