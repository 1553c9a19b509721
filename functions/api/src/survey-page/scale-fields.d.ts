import type { Question } from '@soundings/contracts/question';
import type { FieldProps } from './question-field.tsx';
type Of<T extends Question['type']> = Extract<Question, {
    type: T;
}>;
/** The points of a scale as buttons in a row, its ends named underneath. */
export declare function Scale({ question, values, say, focus }: FieldProps<Of<'nps' | 'csat' | 'ces' | 'rating'>>): import("hono/jsx/jsx-dev-runtime").JSX.Element;
/** Each row a group of its own, so that it reads alike on a phone, on a desk and aloud. */
export declare function Matrix({ question, values, say, focus }: FieldProps<Of<'matrix'>>): import("hono/jsx/jsx-dev-runtime").JSX.Element;
/** A place to pick for each choice: works by keyboard, by thumb and without a script. */
export declare function Ranking({ question, values, say, words, seed, focus }: FieldProps<Of<'ranking'>>): import("hono/jsx/jsx-dev-runtime").JSX.Element;
export {};
