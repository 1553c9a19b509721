import type { SurveyWords } from '@soundings/personas/persona-input';
import type { Store } from '@soundings/store/store';
/** What each survey's questions and choices are called, for documents that show answers. */
export declare function surveyWords(store: Store): Promise<SurveyWords[]>;
