import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { formOf } from '../flows/respondent.ts';
import { disturb } from './disturb.ts';

const { handler } = await import('../../functions/api/src/handler.ts');

mockClient(LambdaClient).on(InvokeCommand).rejects(new Error('no wake-up'));
type Event = Parameters<typeof handler>[0];
type Answer = { statusCode: number; body: string };
type Sent = { body?: string; type?: string; key?: string };

const PROBLEM = 'The crown is loose.';
const FILE = 'text\nThe strap broke after a week.\n表带一周就断了，很失望\n';

let isTwice = false;

/** Asks until it is answered, as a client does that may repeat what it sends by its `Idempotency-Key`. */
async function ask(method: string, rawPath: string, { body = '', type = 'application/json', key }: Sent = {}) {
  for (let attempt = 0; ; attempt++) {
    const send = () => answered(method, rawPath, { body, type, ...(key && { key }) });
    if (isTwice) await send();
    const { body: answer, statusCode } = await send().catch((): Answer => ({ statusCode: 500, body: '' }));
    if (statusCode < 500) return { statusCode, text: answer, json: answer.startsWith('{') ? JSON.parse(answer) : {} };
    if (attempt === 3) throw new Error(`${method} ${rawPath} stays ${statusCode}`);
  }
}

async function answered(method: string, path: string, { body = '', type = '', key }: Sent): Promise<Answer> {
  const [rawPath, rawQueryString = ''] = path.split('?');
  const admin = (await handler({ operator: 'key' }, {} as never)) as { key: string };
  const headers = {
    authorization: `Bearer ${admin.key}`,
    'content-type': type,
    origin: 'https://soundings.example',
    ...(key && { 'idempotency-key': key }),
  };
  const requestContext = { domainName: 'soundings.example', http: { method, sourceIp: '192.0.2.1' } };
  const event = { version: '2.0', rawPath, rawQueryString, headers, body, isBase64Encoded: false, requestContext };
  return (await handler(event as unknown as Event, {} as never)) as Answer;
}

async function work(): Promise<void> {
  const product = await ask('POST', '/v1/products', { body: '{"name":"Watch","role":"ours"}', key: 'p' });
  const productId = product.json.id;
  const body = JSON.stringify({ template: 'product-feedback', productId });
  const survey = (await ask('POST', '/v1/surveys', { body, key: 's' })).json;
  await ask('POST', `/v1/surveys/${survey.id}/publish`);
  const answers = { recommend: '3', satisfaction: '2', uses: 'work', tenure: 'under-1m', quoting: 'yes' };
  let page = (await ask('GET', `/s/${survey.id}`)).text;
  for (let step = 0; step < 20 && page.includes('name="_state"'); step++) {
    const form = formOf(page, { ...answers, problem: PROBLEM }).toString();
    page = (await ask('POST', `/s/${survey.id}`, { body: form, type: 'application/x-www-form-urlencoded' })).text;
  }
  await ask('POST', `/v1/imports?kind=reviews&productId=${productId}`, { body: FILE, type: 'text/csv', key: 'i' });
  await ask('POST', '/v1/insights/builds', { body: '{}', key: 'b' });
}

disturb('what a team and a respondent send', {
  prepare: async () => {},
  wake: work,
  async twice() {
    isTwice = true;
    await work().finally(() => {
      isTwice = false;
    });
  },
  written: [PROBLEM],
  oftener: ['audit'],
  needsItsEvent: true,
});
