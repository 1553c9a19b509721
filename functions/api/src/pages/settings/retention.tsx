import type { Reader } from '../reader.ts';
import { SettingsTitle } from './title.tsx';

const KINDS = ['texts', 'raw', 'uploads', 'visits', 'audit', 'sessions'] as const;

/** How long each kind of data stays, and where its cost is seen. */
export function Retention({ reader }: { reader: Reader }) {
  const { settings } = reader.words;
  return (
    <>
      <SettingsTitle title={settings.retention} lead={settings.retentionLead} reader={reader} />
      <dl class="facts">
        {KINDS.map((kind) => (
          <>
            <dt>{settings.kept[kind]}</dt>
            <dd>{settings.kept[`${kind}For`]}</dd>
          </>
        ))}
      </dl>
      <p>{settings.erase}</p>
      <p>
        {settings.budget}{' '}
        <a href="https://console.aws.amazon.com/billing/home#/budgets" rel="noreferrer">
          {settings.budgetLink}
        </a>{' '}
        ·{' '}
        <a href="https://console.aws.amazon.com/cost-management/home#/cost-explorer" rel="noreferrer">
          {settings.costLink}
        </a>
      </p>
    </>
  );
}
