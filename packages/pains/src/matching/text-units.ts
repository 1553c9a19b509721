/**
 * Cuts texts into the units that themes are matched on: a Latin or Cyrillic word by its stem, a number as `#`, and
 * each Chinese, Japanese or Korean character by itself, so that no dictionary stands between a word list and a text.
 * Units are small integers; a word that no list holds is `UNKNOWN`.
 */
export type Vocabulary = {
  /** The units of a word list's entry, new words taken in. */
  learn(text: string): number[];
  /** The units of a text in `into`; gives how many there are. */
  read(text: string, into: Int32Array): number;
  size(): number;
};

export const UNKNOWN = 0;
const NUMBER = 1;

/** A text is read up to here: a clause is far shorter. */
export const LONGEST_TEXT = 4096;
const REMEMBERED_WORDS = 200_000;

/** An empty vocabulary, which learns words as texts are read. */
export function openVocabulary(): Vocabulary {
  const stems = new Map<string, number>();
  const characters = new Int32Array(65_536);
  // Stemming a word costs more than looking it up, and texts repeat their words.
  const remembered = new Map<string, number>();
  let next = 2;

  function unitOfWord(word: string, learning: boolean): number {
    const known = remembered.get(word);
    if (known !== undefined && !(learning && known === UNKNOWN)) return known;
    const stem = stemOf(word);
    let unit = stems.get(stem) ?? UNKNOWN;
    if (unit === UNKNOWN && learning) {
      unit = next++;
      stems.set(stem, unit);
    }
    if (remembered.size > REMEMBERED_WORDS) remembered.clear();
    remembered.set(word, unit);
    return unit;
  }

  function scan(text: string, emit: (unit: number) => void, learning: boolean): void {
    const lower = text.toLowerCase();
    const length = Math.min(lower.length, LONGEST_TEXT);
    let i = 0;
    while (i < length) {
      const code = lower.charCodeAt(i);
      if (isWordCode(code)) {
        let to = i + 1;
        // A model's number belongs to its letters: "AD-2600" is no ad.
        while (to < length && (isWordCode(lower.charCodeAt(to)) || isDigit(lower.charCodeAt(to)) || isInner(lower, to)))
          to++;
        emit(unitOfWord(lower.slice(i, to).replace(/['’]/g, ''), learning));
        i = to;
      } else if (isDigit(code)) {
        while (i < length && isDigit(lower.charCodeAt(i))) i++;
        emit(NUMBER);
      } else {
        if (code === HASH && learning) emit(NUMBER);
        else if (isIdeographic(code)) {
          if (characters[code] === UNKNOWN && learning) characters[code] = next++;
          emit(characters[code] ?? UNKNOWN);
        }
        i++;
      }
    }
  }

  return {
    learn(text) {
      const units: number[] = [];
      scan(text, (unit) => units.push(unit), true);
      return units;
    },
    read(text, into) {
      let count = 0;
      scan(
        text,
        (unit) => {
          if (count < into.length) into[count++] = unit;
        },
        false,
      );
      return count;
    },
    size: () => next,
  };
}

const HASH = 35;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isWordCode = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 0xc0 && code <= 0x24f) || (code >= 0x370 && code <= 0x1fff);
const isIdeographic = (code: number) => code >= 0x2e80 && code <= 0xd7a3 && !(code >= 0x3000 && code <= 0x303f);

/** An apostrophe before a letter, a hyphen before a digit. */
function isInner(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return ((code === 39 || code === 0x2019) && isWordCode(next)) || (code === 45 && isDigit(next));
}

const IRREGULAR: Readonly<Record<string, string>> = {
  broken: 'broke',
  broke: 'broke',
  told: 'tell',
  sent: 'send',
  paid: 'pay',
  flew: 'fly',
  flown: 'fly',
  flies: 'fly',
  children: 'child',
  hung: 'hang',
  flt: 'flight',
  flts: 'flight',
  hr: 'hour',
  hrs: 'hour',
  hours: 'hour',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  canceled: 'cancel',
  cancelled: 'cancel',
  cancelling: 'cancel',
  cancellation: 'cancel',
  lost: 'lost',
  lose: 'lose',
};

/**
 * A word without its commonest endings: plural, -ed, -ing, -ly and silent e. Lists and texts pass the same rules, so
 * a stem need not be a word; it must only be the same for a word's forms and different for other words.
 */
export function stemOf(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  let stem = word;
  if (stem.length > 4 && stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`;
  else if (stem.length > 4 && /(?:ss|sh|ch|x)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.length > 3 && /[^sui]s$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && stem.endsWith('ing')) stem = withoutEnding(stem.slice(0, -3));
  else if (stem.length > 4 && stem.endsWith('ed') && !stem.endsWith('eed')) stem = withoutEnding(stem.slice(0, -2));
  // Short words keep their e: "fare" is not "far", "rate" not "rat".
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}

function withoutEnding(stem: string): string {
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return /^[^aeiou]+[aeiou][^aeiouwxy]$/.test(stem) ? `${stem}e` : stem;
}
