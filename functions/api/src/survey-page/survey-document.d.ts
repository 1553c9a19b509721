import type { Survey } from '@soundings/contracts/survey';
import type { Child } from 'hono/jsx';
/** The document around every page that a respondent sees. */
export declare function SurveyDocument({ title, language, brand, script, children, }: {
    title: string;
    language: string;
    brand?: Survey['definition']['brand'];
    script?: boolean;
    children: Child;
}): import("hono/jsx/jsx-dev-runtime").JSX.Element;
