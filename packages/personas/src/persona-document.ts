import { contentId } from '@soundings/contracts/ids';
import type { Persona, PersonaEvidence, PersonaQuote, PersonaTheme } from '@soundings/contracts/persona';
import { claimsOf, evidenceHash } from './claims.ts';
import { gradePersona, kindOf } from './grade.ts';
import type { DescribedGroup } from './groups.ts';
import type { Asked } from './lake-counts.ts';
import { namePersona } from './naming.ts';
import { hasPeople, type Scope } from './people.ts';
import type { PersonaInput } from './persona-input.ts';
import { type Quoted, quotesSql } from './quotes.ts';
import { proposeStrategies } from './strategies.ts';
import { STRATEGY_BOOK } from './strategy-book.ts';
import { summarisePersona } from './summary.ts';
import { describeSwot } from './swot.ts';
import { tagPersona } from './tags.ts';
import { dividedBy } from './traits.ts';
import { latestVersion, nextVersion } from './versions.ts';

/** The horizon of the customers' churn figures unless the input says otherwise. */
const HORIZON_DAYS = 365;

export type Assembly = {
  input: PersonaInput;
  scope: Scope;
  asked: readonly Asked[];
  quotesOf: (claim: Quoted) => PersonaQuote[];
  k: number;
};

/** The document of one group: what was computed, and what is read from it (tags, SWOT, strategies, name, summary). */
export function assemblePersona({ input, scope, asked, quotesOf, k }: Assembly, described: DescribedGroup): Persona {
  const { group, sensitive, context, movement, evaluation, grounds, ...claims } = described;
  const { previous = [], book = STRATEGY_BOOK, effects = [], horizonDays = HORIZON_DAYS } = input;
  const id = contentId('persona', scope.grouping.id, group);
  const quoted = (themes: readonly PersonaTheme[]) =>
    themes.map((claim) => ({ ...claim, quotes: quotesOf({ grp: group, theme: claim.theme, intent: claim.intent }) }));
  const known = {
    ...claims,
    pains: quoted(claims.pains),
    wishes: quoted(claims.wishes),
    praise: quoted(claims.praise),
  };
  const last = latestVersion(previous, id);
  const measured = effects.filter(({ personaId }) => personaId === id);
  // Measured again, an effect replaces what was measured before.
  const earlier = (last?.effects ?? []).filter(
    ({ evidence }) => !measured.some((one) => one.effect.evidence === evidence),
  );
  const tags = tagPersona(known);
  const privacy = { k, step: k, suppressedCells: suppressedIn(described), sensitive };
  const divided = dividedBy(scope.grouping);
  const persona: Persona = {
    id,
    ...nextVersion(previous, id),
    status: 'draft',
    kind: kindOf({ ...known, grounds }),
    snapshot: scope.snapshot,
    customersAt: scope.snapshots.at(-1) ?? null,
    grouping: scope.grouping.id,
    rules: { merge: 'merge@1', privacy: 'steps-of-k@1', tags: 'tags@1', strategies: 'book@1', ...input.rules },
    name: namePersona(known, divided),
    summary: summarisePersona(
      { ...known, privacy, context },
      {
        known: divided,
        horizonDays,
        asOf: scope.snapshots.at(-1) ?? null,
        nobody: !hasPeople(scope),
        heard: grounds.heard,
      },
    ),
    segment: known.segment,
    dimensions: known.dimensions,
    conflicts: known.conflicts,
    behaviour: known.behaviour,
    attitude: known.attitude,
    pains: known.pains,
    wishes: known.wishes,
    praise: known.praise,
    needsFit: known.needsFit,
    context,
    tags,
    swot: describeSwot(known, context),
    strategies: proposeStrategies({ ...known, tags }, book, horizonDays),
    effects: [...earlier, ...measured.map(({ effect }) => effect)],
    movement,
    evaluation,
    evidence: [],
    privacy,
    grade: gradePersona({ ...known, grounds }),
  };
  const ofEffects = [...measured.map(({ evidence }) => evidence), ...(last?.evidence ?? [])];
  return { ...persona, evidence: [...evidenceOf(persona, asked, scope), ...citedBy(persona.effects, ofEffects)] };
}

/** The statements that the document's claims were computed from, each once, in the order of asking. */
function evidenceOf(persona: Persona, asked: readonly Asked[], scope: Scope): PersonaEvidence[] {
  const claims = claimsOf(persona);
  const cited = new Set(claims.map(({ evidence }) => evidence));
  const group = persona.segment.ids[0] ?? '';
  const own = [...persona.pains, ...persona.wishes, ...persona.praise]
    .filter(({ quotes }) => quotes.length > 0)
    .map(({ theme, intent }) => ({ grp: group, theme, intent }));
  return asked
    .filter(({ id }) => cited.has(id))
    .map(({ id, tables, query }) => ({
      id,
      tables,
      query: id === 'quotes' ? quotesSql(scope, own) : query,
      hash: evidenceHash(claims, id),
    }));
}

/** Effects were measured when they ended; their evidence is carried on with them. */
function citedBy(effects: Persona['effects'], evidence: readonly PersonaEvidence[]): PersonaEvidence[] {
  return effects.flatMap((effect) => evidence.find(({ id }) => id === effect.evidence) ?? []);
}

function suppressedIn({ dimensions, behaviour }: DescribedGroup): number {
  return [...Object.values(dimensions), behaviour.priceBands].reduce(
    (total, { distribution }) => total + distribution.filter(({ suppressed }) => suppressed).length,
    0,
  );
}
