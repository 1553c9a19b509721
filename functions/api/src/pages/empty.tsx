import { BuildButton } from './jobs.tsx';
import type { Reader } from './reader.ts';

/** A page whose insight was never built, and the way to it. */
export function NothingYet({ title, reader }: { title: string; reader: Reader }) {
  const { words } = reader;
  return (
    <>
      <h1>{title}</h1>
      <div class="note">
        <p>{words.empty.nothing}</p>
        <div class="buttons">
          <a class="button" href="/">
            {words.empty.begin}
          </a>
          <BuildButton reader={reader} second />
        </div>
      </div>
    </>
  );
}

/** Insights were built, but of too little for this page. */
export function TooLittle({ title, hint, reader }: { title: string; hint: string; reader: Reader }) {
  return (
    <>
      <h1>{title}</h1>
      <div class="note">
        <p>{hint}</p>
        <p>
          <a href="/imports">{reader.words.places.imports}</a> · <a href="/surveys">{reader.words.places.surveys}</a>
        </p>
      </div>
    </>
  );
}
