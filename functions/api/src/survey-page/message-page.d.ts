import type { Survey } from '@soundings/contracts/survey';
import { builtInWords } from '@soundings/survey/words';
/** What a respondent is told when there is nothing to answer: thanks, closed, full, a broken link, an error. */
export interface Message {
    title: string;
    text: string;
    /** Where it leads on. */
    to?: {
        href: string;
        label: string;
    };
}
type Words = ReturnType<typeof builtInWords>;
/** The messages of the pages themselves, by what happened. */
export declare function messageOf(what: MessageKind, language: string): Message;
export type MessageKind = keyof typeof MESSAGES;
declare const MESSAGES: {
    closed: (w: Words) => Message;
    'not-open': (w: Words) => Message;
    full: (w: Words) => Message;
    missing: (w: Words) => Message;
    'link-invalid': (w: Words) => Message;
    'link-expired': (w: Words) => Message;
    'link-only': (w: Words) => Message;
    used: (w: Words) => Message;
    stale: (w: Words) => Message;
    'too-large': (w: Words) => Message;
    forgotten: (w: Words) => Message;
};
/** A whole document that says one thing. */
export declare function MessagePage({ message, language, brand, }: {
    message: Message;
    language: string;
    brand?: Survey['definition']['brand'];
}): import("hono/jsx/jsx-dev-runtime").JSX.Element;
export {};
