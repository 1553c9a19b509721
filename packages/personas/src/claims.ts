import { createHash } from 'node:crypto';
import type { Persona } from '@soundings/contracts/persona';

/** A claim and where it stands: every part of a document that names its evidence. */
export type Claim = { pointer: string; evidence: string; claim: Record<string, unknown> };

/** Every claim of a document, in document order. A dimension is one claim; its cells share its grounds. */
export function claimsOf(persona: Persona): Claim[] {
  const found: Claim[] = [];
  const walk = (node: unknown, pointer: string) => {
    if (node === null || typeof node !== 'object') return;
    if (!Array.isArray(node)) {
      const claim = node as Record<string, unknown>;
      if (typeof claim.evidence === 'string') found.push({ pointer, evidence: claim.evidence, claim });
    }
    for (const [name, value] of Object.entries(node)) walk(value, `${pointer}/${escapePointer(name)}`);
  };
  for (const [name, value] of Object.entries(persona)) if (name !== 'evidence') walk(value, `/${name}`);
  return found;
}

/** What a JSON Pointer (RFC 6901) leads to; undefined where it leads nowhere. */
export function resolvePointer(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (node, name) => (node !== null && typeof node === 'object' ? (node as Record<string, unknown>)[name] : undefined),
      document,
    );
}

/** Claims that do not show their grounds: no evidence that resolves, no n, or an interval that does not hold its value. */
export function unsupportedClaims(persona: Persona): string[] {
  const known = new Set(persona.evidence.map(({ id }) => id));
  const problems = claimsOf(persona).flatMap(({ pointer, evidence, claim }) => {
    const parts = Array.isArray(claim.distribution) ? claim.distribution : [claim];
    return [
      known.has(evidence) ? null : `${pointer}: evidence ${evidence} is not in the document`,
      isQuote(claim) || typeof claim.n === 'number' ? null : `${pointer}: no n`,
      ...parts.map((part) => (holdsItsValue(part) ? null : `${pointer}: no interval around the value`)),
    ];
  });
  const cited = [...persona.tags, ...persona.swot, ...persona.strategies].flatMap(({ basedOn }) => basedOn);
  const broken = cited.map((pointer) =>
    resolvePointer(persona, pointer) === undefined ? `${pointer}: leads nowhere` : null,
  );
  return [...problems, ...broken].filter((problem) => problem !== null);
}

function isQuote(claim: Record<string, unknown>): boolean {
  return typeof claim.feedbackId === 'string';
}

/** A share, mean or score lies in its interval; a median between its quartiles. Other claims are plain counts. */
function holdsItsValue(claim: Record<string, unknown>): boolean {
  const within = (value: unknown, interval: unknown) =>
    Array.isArray(interval) && typeof value === 'number' && interval[0] <= value && value <= interval[1];
  if (typeof claim.median === 'number') return within(claim.median, claim.quartiles);
  if (Array.isArray(claim.interval)) {
    return within(claim.difference ?? claim.skill ?? claim.mean ?? claim.share ?? claim.value, claim.interval);
  }
  return claim.share === undefined || claim.baseline !== undefined;
}

/** A hash of what a document tells from one evidence: equal inputs give equal hashes, and it says no more than the document. */
export function evidenceHash(claims: readonly Claim[], id: string): string {
  const told = claims.filter(({ evidence }) => evidence === id).map(({ pointer, claim }) => [pointer, claim]);
  return `sha256:${createHash('sha256').update(JSON.stringify(told)).digest('hex')}`;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
