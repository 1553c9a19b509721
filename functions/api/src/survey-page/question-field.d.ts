import type { Question } from '@soundings/contracts/question';
import type { builtInWords } from '@soundings/survey/words';
/** What every field needs: the form's values, and how to say a text of the survey. */
export interface FieldProps<Q extends Question = Question> {
    question: Q;
    /** The form's values by field name. */
    values: ReadonlyMap<string, string[]>;
    say: (texts: Record<string, string> | undefined) => string;
    words: ReturnType<typeof builtInWords>;
    seed: number;
    problem?: string | undefined;
    /** Takes the focus when the page opens. */
    focus: boolean;
}
/** A question with its help, its problem and its controls. A hidden one is disabled, so that it sends nothing. */
export declare function QuestionField({ hidden, ...props }: FieldProps & {
    hidden: boolean;
}): import("hono/jsx/jsx-dev-runtime").JSX.Element;
/** The `id` of a question's element, and with a part of one of its controls. */
export declare function domId(question: string, part?: string): string;
