import type { PublishedSurvey } from '@soundings/contracts/survey';
/** Tells the address under which saved answers wait, and lets them be deleted. */
export declare function SavedPage({ survey, language, address, secret, until, }: {
    survey: Pick<PublishedSurvey, 'id' | 'definition'>;
    language: string;
    address: string;
    secret: string;
    until: string;
}): import("hono/jsx/jsx-dev-runtime").JSX.Element;
