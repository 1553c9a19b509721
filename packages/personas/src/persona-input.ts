import type { LocalizedText } from '@soundings/contracts/language';
import type { Persona, PersonaEvidence, StrategyEffect } from '@soundings/contracts/persona';
import type { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import type { StrategyRule } from '@soundings/contracts/strategy-rule';
import type { StandardAnalysis } from '@soundings/contracts/survey';
import type { SqlEngine } from '@soundings/lake/sql-engine';

/** Bucket keys of the lake's tables; absent or empty where there is no such data. */
export type PersonaTables = {
  /** One file a snapshot. Earlier snapshots say in which segment a person was when they answered, and who moved. */
  readonly customers?: readonly string[];
  /** Who belonged to which group at which snapshot, for a grouping by `assignments`: `customer_id`, `snapshot`, `grp`. */
  readonly assignments?: readonly string[];
  readonly purchases?: readonly string[];
  readonly answers?: readonly string[];
  readonly theme_mentions?: readonly string[];
  readonly mentions?: readonly string[];
};

/** What of a survey's definition a persona shows: how questions and choices are called. */
export type SurveyWords = {
  readonly id: string;
  readonly questions: readonly {
    readonly id: string;
    readonly dimension?: string | undefined;
    readonly title: LocalizedText;
    readonly choices?: readonly { readonly value: string; readonly label: LocalizedText }[] | undefined;
  }[];
  /** The definition's analyses: which question asks for product–market fit, which for prices. */
  readonly analyses?: readonly StandardAnalysis[] | undefined;
};

/** What a strategy of a persona did, and what that was computed from. */
export type MeasuredEffect = { personaId: string; effect: StrategyEffect; evidence: PersonaEvidence };

export type PersonaInput = {
  engine: SqlEngine;
  tables: PersonaTables;
  /** `onlyPains` of a theme whose very name is a complaint: what is praised of it is no strength. */
  themes: readonly { id: string; name: LocalizedText; onlyPains?: boolean | undefined }[];
  surveys: readonly SurveyWords[];
  segmentNames: Readonly<Record<string, LocalizedText>>;
  /** The last day (UTC) of which the lake is read, `YYYY-MM-DD`; a customers' snapshot of the day after still counts, being of all before it. */
  snapshot: string;
  /** Fewest people that a claim may rest on; at least 3. */
  k?: number;
  /** Any versions there are; the latest of each persona counts. */
  previous?: readonly Persona[];
  /** Whom the customers' rows are of: people (unless said otherwise), or the accounts that they buy for. */
  unit?: 'customer' | 'account';
  /** How customers are divided: by their segment unless said otherwise. */
  grouping?: PersonaGrouping;
  /** The strategies' rule book; the one that the product brings unless the team has its own. */
  book?: readonly StrategyRule[];
  /** Rules that made the lake's tables, as the document names them: `{ rfm: 'percent-rank@1', map: 'eleven@1' }`. */
  rules?: Readonly<Record<string, string>>;
  /** The horizon that `p_none` and `clv` of the customers speak of. */
  horizonDays?: number;
  /** What strategies of earlier versions did, as `measureEffect` gives it. */
  effects?: readonly MeasuredEffect[];
  /** Sensitive dimensions and themes that the team has a legal basis for. */
  legalBasis?: readonly string[];
};
