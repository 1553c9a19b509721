import type { PublishedSurvey } from '@soundings/contracts/survey';
import { builtInWords } from '@soundings/survey/words';
import { SurveyDocument } from './survey-document.tsx';

/** Tells the address under which saved answers wait, and lets them be deleted. */
export function SavedPage({
  survey,
  language,
  address,
  secret,
  until,
}: {
  survey: Pick<PublishedSurvey, 'id' | 'definition'>;
  language: string;
  address: string;
  secret: string;
  until: string;
}) {
  const words = builtInWords(language);
  return (
    <SurveyDocument title={words.savedTitle} language={language} brand={survey.definition.brand}>
      <div class="message">
        <h1 tabindex={-1}>{words.savedTitle}</h1>
        <p>{words.savedText}</p>
        <p>
          <code>{address}</code>
        </p>
        <p>{words.savedUntil.replace('{n}', until)}</p>
        <p>
          <a class="button" href={address}>
            {words.continue}
          </a>
        </p>
        <form method="post" action={`/s/${survey.id}`}>
          <input type="hidden" name="secret" value={secret} />
          <button type="submit" class="link" name="_go" value="forget">
            {words.forget}
          </button>
        </form>
      </div>
    </SurveyDocument>
  );
}
