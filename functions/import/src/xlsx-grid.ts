import { type Unzipped, unzipSync, zipSync } from 'fflate';

const BOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
/** Looked through at once; what one piece cuts stands whole in the next. */
const PIECE = 1 << 20;
const OVERLAP = 1 << 10;

/** The workbook unpacks to more than may be held. */
export class UnpacksTooFar extends Error {
  override name = 'UnpacksTooFar';
}

/** The parts of a workbook that hold its tables, as its directory names them. Throws `UnpacksTooFar` past so many bytes. */
export function unpacked(workbook: Buffer, { maxBytes }: { maxBytes: number }): Unzipped {
  let bytes = 0;
  return unzipSync(workbook, {
    filter({ name, originalSize }) {
      if (!/\.(xml|rels)$/.test(name)) return false;
      bytes += originalSize;
      if (bytes > maxBytes) throw new UnpacksTooFar();
      return true;
    },
  });
}

/** The same parts as a workbook again, whose directory and contents agree. Packed: its reader takes ages over large parts that are not. */
export const packed = (parts: Unzipped): Buffer => Buffer.from(zipSync(parts, { level: 1 }));

/**
 * How many cells the rectangle has that the first sheet of a workbook spans, by the places that its cells and rows name:
 * two cells in opposite corners make 17 thousand million, in a file of a kilobyte. 0 for what is no such workbook.
 */
export function gridCells(parts: Unzipped): number {
  const sheet = parts[pathOfFirstSheet(parts) ?? ''];
  if (!sheet) return 0;
  let [width, height] = [1, 1];
  for (let at = 0; at < sheet.length; at += PIECE) {
    const piece = Buffer.from(sheet.buffer, sheet.byteOffset + at, Math.min(PIECE + OVERLAP, sheet.length - at));
    for (const [, attributes = ''] of piece.toString('latin1').matchAll(/<(?:\w{1,9}:)?(?:c|row)\s([^<]{0,600})/g)) {
      const place = attributeOf(attributes, 'r');
      const [, letters = '', digits = ''] = /^([a-z]*)(\d*)$/i.exec(place ?? '') ?? [];
      // Far behind, or written as `&#65;1`, it could be any.
      const isHidden = attributes.length === 600 || (place !== undefined && letters === '' && digits === '');
      if (isHidden) return Number.POSITIVE_INFINITY;
      width = Math.max(width, columnOf(letters));
      height = Math.max(height, Number(digits));
    }
  }
  return width * height;
}

/** A is 1, Z 26, AA 27. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

function pathOfFirstSheet(parts: Unzipped): string | undefined {
  const [book, relations] = [BOOK, RELATIONS].map((name) => String(Buffer.from(parts[name] ?? [])));
  const id = /<(?:\w+:)?sheet\s[^>]*?\w+:id\s*=\s*["']([^"']+)["']/.exec(book ?? '')?.[1];
  const relation = relations?.match(/<(?:\w+:)?Relationship\s[^>]*>/g)?.find((one) => attributeOf(one, 'Id') === id);
  const target = relation && attributeOf(relation, 'Target');
  return target?.startsWith('/') ? target.slice(1) : target && `xl/${target}`;
}

const attributeOf = (element: string, name: string) =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(element)?.[1];
