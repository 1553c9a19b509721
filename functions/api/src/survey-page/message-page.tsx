import type { Survey } from '@soundings/contracts/survey';
import { builtInWords } from '@soundings/survey/words';
import { SurveyDocument } from './survey-document.tsx';

/** What a respondent is told when there is nothing to answer: thanks, closed, full, a broken link, an error. */
export interface Message {
  title: string;
  text: string;
  /** Where it leads on. */
  to?: { href: string; label: string };
}

type Words = ReturnType<typeof builtInWords>;

/** The messages of the pages themselves, by what happened. */
export function messageOf(what: MessageKind, language: string): Message {
  const words = builtInWords(language);
  return MESSAGES[what](words);
}

export type MessageKind = keyof typeof MESSAGES;

const MESSAGES = {
  closed: (w: Words): Message => ({ title: w.closedTitle, text: w.closedText }),
  'not-open': (w: Words): Message => ({ title: w.notOpenTitle, text: w.notOpenText }),
  full: (w: Words): Message => ({ title: w.fullTitle, text: w.fullText }),
  missing: (w: Words): Message => ({ title: w.missingTitle, text: w.missingText }),
  'link-invalid': (w: Words): Message => ({ title: w.linkTitle, text: w.linkInvalid }),
  'link-expired': (w: Words): Message => ({ title: w.linkTitle, text: w.linkExpired }),
  'link-only': (w: Words): Message => ({ title: w.linkTitle, text: w.linkOnly }),
  used: (w: Words): Message => ({ title: w.usedTitle, text: w.usedText }),
  stale: (w: Words): Message => ({ title: w.staleTitle, text: w.staleText }),
  'too-large': (w: Words): Message => ({ title: w.failedTitle, text: w.tooLarge }),
  forgotten: (w: Words): Message => ({ title: w.startOver, text: w.forgotten }),
};

/** A whole document that says one thing. */
export function MessagePage({
  message,
  language,
  brand,
}: {
  message: Message;
  language: string;
  brand?: Survey['definition']['brand'];
}) {
  return (
    <SurveyDocument title={message.title} language={language} brand={brand}>
      <div class="message" data-message>
        <h1 tabindex={-1}>{message.title}</h1>
        <p>{message.text}</p>
        {message.to && (
          <p>
            <a class="button" href={message.to.href} rel="noreferrer">
              {message.to.label}
            </a>
          </p>
        )}
      </div>
    </SurveyDocument>
  );
}
