import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import type { Place } from '@soundings/survey/place';
import type { Context } from 'hono';

/** A respondent's answers put aside, under the hash of a secret that only the respondent has. */
export interface SavedVisit {
  surveyId: string;
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  /** The sealed visit. */
  state: string;
  expiresAt: string;
}

/** What the public pages need of the rest. */
export interface PublicSurveys {
  /** Seals links and forms; the same wherever the pages run. */
  secret: string;
  /** The version asked for, or the one that is open now; null for what was never published. */
  findSurvey(id: string, version?: number): Promise<PublishedSurvey | null>;
  hasResponse(surveyId: string, id: string): Promise<boolean>;
  /** Stores a response durably, once; `full` if one of its places is taken, `busy` if it should be sent again. */
  acceptResponse(response: SurveyResponse, places: Place[]): Promise<'created' | 'replayed' | 'full' | 'busy'>;
  /**
   * Counts this response, once however often it is sent, and tells how many came from its address in the last ten
   * minutes and how many had each of its texts before. Address and texts are pseudonyms.
   */
  observe(seen: { surveyId: string; responseId: string; address: string | null; texts: string[] }): Promise<{
    fromAddress: number;
    textsSeen: number[];
  }>;
  saveVisit(saved: SavedVisit, customerId: string | null): Promise<void>;
  findSavedVisit(surveyId: string, hash: string): Promise<SavedVisit | null>;
  forgetVisit(surveyId: string, hash: string): Promise<void>;
  /** Notes that a visit has come as far as this page; `visit` is a pseudonym, `page` null once it is finished. */
  recordProgress(progress: { surveyId: string; version: number; visit: string; page: string | null }): Promise<void>;
  /** Where respondents reach the pages, without a slash at the end; as the request says where it is missing. */
  origin?(): string;
  /** The respondent's network address, where the server can tell. */
  addressOf?(context: Context): string | null;
  now?(): number;
  /** For how long a survey that was found is remembered, in milliseconds; a second where it is missing. */
  rememberMs?: number;
}
