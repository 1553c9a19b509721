import type { Reader } from './reader.ts';

const PLACES = [
  ['overview', '/customers'],
  ['warnings', '/customers/warnings'],
  ['movement', '/customers/movement'],
  ['habits', '/customers/habits'],
  ['path', '/customers/path'],
  ['effect', '/customers/effect'],
  ['scoring', '/customers/scoring'],
  ['currencies', '/customers/currencies'],
] as const;

/** Where else there is something about the customers. */
export function CustomerPlaces({ here, reader }: { here?: (typeof PLACES)[number][0]; reader: Reader }) {
  const { pages } = reader.words.buying;
  return (
    <nav aria-label={pages.label}>
      <ul class="more-places">
        {PLACES.map(([name, path]) => (
          <li>
            <a href={path} aria-current={name === here ? 'page' : undefined}>
              {pages[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
