import type { Feedback } from '@soundings/contracts/feedback';
import { contentId } from '@soundings/contracts/ids';
import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import type { NewWebhookEvent } from '@soundings/contracts/webhook';
import { openAnsweredSurveys } from '@soundings/store/answered-surveys';
import type { Store } from '@soundings/store/store';
import { openTexts } from '@soundings/survey/open-texts';

const BATCH = 200;

/**
 * Makes feedback of the texts in new survey responses, and has the team's webhooks told of them. A response leaves its
 * queue only after both, whose ids follow from it: a kill in between repeats the work and doubles nothing.
 */
export async function splitResponses(store: Store): Promise<void> {
  for (;;) {
    const waiting = await store.responses.toSplit(BATCH);
    if (waiting.length === 0) return;
    const answered = await openAnsweredSurveys(store, 'responses')(waiting);
    await store.feedback.add(answered.flatMap(({ response, survey }) => (survey ? feedbackOf(response, survey) : [])));
    await store.webhooks.emit(answered.map(({ response }) => received(response)));
    await store.responses.split(answered);
  }
}

/** Answers are not copied into the queue: they are read when the message is sent, unless they were erased by then. */
function received({ id, surveyId, submittedAt }: SurveyResponse): NewWebhookEvent {
  return { type: 'response.received', about: [id], occurredAt: submittedAt, data: { surveyId, responseId: id } };
}

function feedbackOf(response: SurveyResponse, survey: PublishedSurvey): Feedback[] {
  return openTexts(response, survey.definition).map(({ questionId, text, rating, nps }) => ({
    id: contentId('feedback', response.id, questionId),
    productId: survey.productId,
    origin: { kind: 'answer', surveyId: survey.id, responseId: response.id, questionId },
    text,
    rating,
    nps,
    customerId: response.customerId,
    author: response.customerId ?? response.id,
    channel: response.fields.channel ?? 'survey',
    productVersion: response.fields.version ?? null,
    consent: response.consent,
    occurredAt: response.submittedAt,
    occurredAtPrecision: 'second',
    receivedAt: response.submittedAt,
    status: 'pending',
    attempts: 0,
    failure: null,
    analysis: null,
  }));
}
