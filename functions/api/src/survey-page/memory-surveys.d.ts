import type { PublishedSurvey, SurveyDefinition } from '@soundings/contracts/survey';
import type { PublicSurveys, SavedVisit } from '../surveys-public.tsx';
/** What the public pages need, in memory: for tests of the pages alone. */
export declare function memorySurveys(definition: SurveyDefinition, survey?: Partial<PublishedSurvey>): {
    deps: PublicSurveys;
    published: {
        id: string;
        productId: string;
        version: number;
        status: "closed" | "published";
        closedAt: string | null;
        definition: {
            title: Record<string, string>;
            intro?: Record<string, string> | undefined;
            thanks?: Record<string, string> | undefined;
            languages: string[];
            pages: {
                id: string;
                title?: Record<string, string> | undefined;
                showIf?: import("@soundings/contracts/question").Condition | undefined;
                questions: ({
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    choices: {
                        value: string;
                        label: Record<string, string>;
                        image?: {
                            url: string;
                            alt?: Record<string, string> | undefined;
                        } | undefined;
                        exclusive?: boolean | undefined;
                    }[];
                    other?: boolean | undefined;
                    randomise?: boolean | undefined;
                    type: "single";
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    choices: {
                        value: string;
                        label: Record<string, string>;
                        image?: {
                            url: string;
                            alt?: Record<string, string> | undefined;
                        } | undefined;
                        exclusive?: boolean | undefined;
                    }[];
                    other?: boolean | undefined;
                    randomise?: boolean | undefined;
                    type: "multiple";
                    minChoices?: number | undefined;
                    maxChoices?: number | undefined;
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    choices: {
                        value: string;
                        label: Record<string, string>;
                        image?: {
                            url: string;
                            alt?: Record<string, string> | undefined;
                        } | undefined;
                        exclusive?: boolean | undefined;
                    }[];
                    other?: boolean | undefined;
                    randomise?: boolean | undefined;
                    type: "dropdown";
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    low?: Record<string, string> | undefined;
                    high?: Record<string, string> | undefined;
                    type: "nps";
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    low?: Record<string, string> | undefined;
                    high?: Record<string, string> | undefined;
                    type: "csat";
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    low?: Record<string, string> | undefined;
                    high?: Record<string, string> | undefined;
                    type: "ces";
                    points: 5 | 7;
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    low?: Record<string, string> | undefined;
                    high?: Record<string, string> | undefined;
                    type: "rating";
                    points?: number | undefined;
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    type: "matrix";
                    rows: {
                        value: string;
                        label: Record<string, string>;
                    }[];
                    columns: {
                        value: string;
                        label: Record<string, string>;
                    }[];
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    type: "ranking";
                    choices: {
                        value: string;
                        label: Record<string, string>;
                        image?: {
                            url: string;
                            alt?: Record<string, string> | undefined;
                        } | undefined;
                        exclusive?: boolean | undefined;
                    }[];
                    randomise?: boolean | undefined;
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    minLength?: number | undefined;
                    maxLength?: number | undefined;
                    type: "short-text";
                    pattern?: string | undefined;
                    patternHint?: Record<string, string> | undefined;
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    minLength?: number | undefined;
                    maxLength?: number | undefined;
                    type: "long-text";
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    type: "number";
                    min?: number | undefined;
                    max?: number | undefined;
                    decimals?: number | undefined;
                    unit?: Record<string, string> | undefined;
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    type: "date";
                    min?: string | undefined;
                    max?: string | undefined;
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    type: "email";
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    type: "phone";
                } | {
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    required?: boolean | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    dimension?: "age" | "barrier" | "channel" | "company-size" | "device" | "education" | "frequency" | "gender" | "household" | "income" | "industry" | "interest" | "motivation" | "occupation" | "region" | "role" | "spend" | "tenure" | undefined;
                    type: "consent";
                    quoting?: boolean | undefined;
                } | {
                    type: "statement";
                    id: string;
                    title: Record<string, string>;
                    help?: Record<string, string> | undefined;
                    showIf?: import("@soundings/contracts/question").Condition | undefined;
                    image?: {
                        url: string;
                        alt?: Record<string, string> | undefined;
                    } | undefined;
                })[];
                skip?: {
                    when: import("@soundings/contracts/question").Condition;
                    to: string;
                }[] | undefined;
            }[];
            scores?: {
                id: string;
                title?: Record<string, string> | undefined;
                method: "mean" | "sum";
                of: {
                    question: string;
                    weight?: number | undefined;
                    points?: Record<string, number> | undefined;
                }[];
            }[] | undefined;
            quotas?: {
                id: string;
                title?: Record<string, string> | undefined;
                limit: number;
                when: import("@soundings/contracts/question").Condition;
            }[] | undefined;
            responseLimit?: number | undefined;
            opensAt?: string | undefined;
            closesAt?: string | undefined;
            graceMinutes?: number | undefined;
            minimumSeconds?: number | undefined;
            fields?: string[] | undefined;
            anonymous?: boolean | undefined;
            linkOnly?: boolean | undefined;
            brand?: {
                color: string;
                logo?: {
                    url: string;
                    alt?: Record<string, string> | undefined;
                } | undefined;
            } | undefined;
            embedOrigins?: string[] | undefined;
            continueUrl?: string | undefined;
            privacyUrl?: string | undefined;
            analyses?: ({
                kind: "pmf";
                question: string;
                veryDisappointed: string;
                excluded?: string[] | undefined;
            } | {
                kind: "top-box";
                question: string;
                top: string[];
            } | {
                kind: "van-westendorp";
                tooCheap: string;
                cheap: string;
                expensive: string;
                tooExpensive: string;
                currency: string;
            } | {
                kind: "kano";
                scale: [string, string, string, string, string];
                functional: string;
                dysfunctional: string;
            })[] | undefined;
        };
    };
    responses: Map<string, {
        id: string;
        surveyId: string;
        surveyVersion: number;
        answers: Record<string, {
            choice: string;
            other?: string | undefined;
        } | {
            choices: string[];
            other?: string | undefined;
        } | {
            order: string[];
        } | {
            rows: Record<string, string>;
        } | {
            number: number;
        } | {
            text: string;
        } | {
            given: true;
        }>;
        scores: Record<string, number>;
        language: string;
        startedAt: string;
        submittedAt: string;
        customerId: string | null;
        fields: Record<string, string>;
        consent: boolean;
        suspect: ("duplicate-text" | "honeypot" | "straight-lined" | "too-fast" | "too-many")[];
        pageSeconds: Record<string, number>;
        quotas: string[];
    }>;
    saved: Map<string, SavedVisit>;
    progress: {
        visit: string;
        page: string | null;
    }[];
    clock: {
        now: number;
    };
};
