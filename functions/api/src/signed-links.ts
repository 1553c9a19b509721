import { csvHead, csvLine } from '@soundings/csv/csv';
import { signLink } from '@soundings/survey/links';
import { parse } from 'csv-parse/sync';
import type { Api } from './api.ts';
import { download } from './download.ts';
import { ApiError, notFound } from './problems.ts';

const DAYS = 30;
const MOST_LINKS = 10_000;

/**
 * A personal link for each line of a CSV of customers, as the same lines with their links. Throws `ApiError`: 404 for no
 * such survey, 400 for what is no such CSV.
 */
export async function signedLinks({ store, origin }: Api, surveyId: string, csv: string): Promise<Response> {
  const survey = await store.surveys.get(surveyId);
  if (!survey) throw notFound('survey');
  const rows = customersIn(csv);
  const secret = await store.secrets.get('survey-links');
  const expires = Math.floor(Date.now() / 1000) + DAYS * 86_400;
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => {
    const fields = Object.fromEntries(
      (survey.definition.fields ?? []).flatMap((name) => (row[name] ? [[name, row[name]]] : [])),
    );
    const token = signLink({ customerId: row.customer_id ?? '', fields, expires }, { surveyId, secret });
    return csvLine([...columns.map((column) => row[column] ?? ''), `${origin()}/s/${surveyId}?t=${token}`]);
  });
  return download([csvHead([...columns, 'link']), ...lines], {
    name: `${surveyId}-links.csv`,
    type: 'text/csv; charset=utf-8',
  });
}

function customersIn(csv: string): Record<string, string>[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch {
    throw new ApiError(400, 'This is not CSV with a line of headings.');
  }
  if (rows.length === 0 || rows.length > MOST_LINKS)
    throw new ApiError(400, `Between 1 and ${MOST_LINKS} customers, please.`);
  const nameless = rows.findIndex((row) => !row.customer_id || row.customer_id.length > 200);
  if (nameless >= 0) throw new ApiError(400, `Line ${nameless + 2} has no "customer_id".`);
  return rows;
}
