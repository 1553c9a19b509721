import { contentId } from '@soundings/contracts/ids';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers, SurveyResponse } from '@soundings/contracts/survey-response';
import { customerProfile } from '@soundings/survey/templates/customer-profile';
import { productFeedback } from '@soundings/survey/templates/product-feedback';
import type { Draw } from './draw.ts';
import type { Maker } from './makers.ts';
import type { Kind, Person } from './people.ts';
import { sentence, soreSpot } from './reviews.ts';

const DAY_MS = 86_400_000;
const SPAN_DAYS = 75;

/** Two templates in one: what customers think of a product, then who they are. */
export function sampleSurvey(product: string): SurveyDefinition {
  const feedback = productFeedback(product);
  const profile = customerProfile(product);
  return { ...feedback, fields: profile.fields ?? [], pages: [...feedback.pages, ...profile.pages] };
}

const MOODS: Readonly<Record<Kind, number>> = { commuter: 6.6, sport: 7.4, office: 7.9, gift: 6.9 };
const MOTIVES: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  commuter: { quality: 30, convenience: 34, price: 20, brand: 10, recommended: 6 },
  sport: { quality: 24, convenience: 16, price: 30, new: 20, recommended: 10 },
  office: { quality: 44, brand: 22, convenience: 18, recommended: 16 },
  gift: { brand: 34, recommended: 30, price: 22, new: 14 },
};
const JOBS: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  commuter: { employee: 56, professional: 18, public: 14, student: 12 },
  sport: { student: 44, employee: 26, 'self-employed': 18, professional: 12 },
  office: { professional: 42, manager: 34, employee: 24 },
  gift: { employee: 26, home: 24, public: 20, retired: 16, 'self-employed': 14 },
};
const USES: Readonly<Record<Kind, string>> = { commuter: 'daily', sport: 'daily', office: 'work', gift: 'gift' };
const OFTEN = { daily: 68, weekly: 26, monthly: 6 };
const FREQUENCIES: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  commuter: OFTEN,
  sport: OFTEN,
  office: OFTEN,
  gift: { weekly: 30, monthly: 40, rarely: 30 },
};
const INCOMES: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  commuter: { lower: 24, middle: 58, higher: 18 },
  sport: { lower: 40, middle: 46, higher: 14 },
  office: { lower: 6, middle: 44, higher: 50 },
  gift: { lower: 22, middle: 50, higher: 28 },
};

type Answered = {
  surveyId: string;
  maker: Maker;
  people: readonly Person[];
  count: number;
  until: Date;
  draw: Draw;
};

/** `count` responses of different buyers to the survey's first version. Asked again, they have the same ids. */
export function sampleResponses({ surveyId, maker, people, count, until, draw }: Answered): SurveyResponse[] {
  const left = [...people];
  return Array.from({ length: Math.min(count, people.length) }, (_, i) => {
    const [person] = left.splice(draw.whole(0, left.length - 1), 1);
    if (!person) throw new RangeError('more responses than people');
    const submitted = until.getTime() - draw.uniform() * SPAN_DAYS * DAY_MS;
    const seconds = draw.whole(70, 260);
    const consent = draw.chance(0.75);
    return {
      id: contentId('surveyResponse', surveyId, `sample ${i}`),
      surveyId,
      surveyVersion: 1,
      answers: answersOf(person, { maker, consent, draw }),
      scores: {},
      language: person.language,
      startedAt: new Date(submitted - seconds * 1000).toISOString(),
      submittedAt: new Date(submitted).toISOString(),
      customerId: person.id,
      fields: {},
      consent,
      suspect: [],
      pageSeconds: {
        feedback: Math.round(seconds * 0.5),
        'about-you': Math.round(seconds * 0.1),
        person: Math.round(seconds * 0.2),
        habits: Math.round(seconds * 0.2),
      },
      quotas: [],
    };
  });
}

function answersOf(person: Person, { maker, consent, draw }: { maker: Maker; consent: boolean; draw: Draw }): Answers {
  const { kind, language } = person;
  const recommend = Math.max(0, Math.min(10, Math.round(MOODS[kind] + (draw.uniform() + draw.uniform() - 1) * 5)));
  const sore = soreSpot(maker, person, draw);
  const motives = [...new Set([draw.weighted(MOTIVES[kind]), draw.weighted(MOTIVES[kind])])];
  const end = language === 'en' ? '.' : '。';
  return {
    recommend: { number: recommend },
    satisfaction: { number: Math.max(1, Math.min(5, Math.round(recommend / 2))) },
    uses: { choices: [USES[kind]] },
    ...(draw.chance(0.7) && { problem: { text: `${sentence(sore, 'complaint', language, draw)}${end}` } }),
    ...(draw.chance(0.5) && { wish: { text: `${sentence(sore, 'wish', language, draw)}${end}` } }),
    tenure: { choice: draw.weighted({ 'under-1m': 10, '1-6m': 34, '6-12m': 32, 'over-1y': 24 }) },
    ...(consent && { quoting: { given: true as const } }),
    ...(draw.chance(0.94) && { age: { choice: person.age } }),
    gender: { choice: person.gender },
    region: { text: person.region },
    occupation: { choice: draw.weighted(JOBS[kind]) },
    education: { choice: draw.weighted({ secondary: 14, college: 24, bachelor: 46, postgraduate: 16 }) },
    income: { choice: draw.weighted(INCOMES[kind]) },
    motivation: { choices: motives },
    frequency: { choice: draw.weighted(FREQUENCIES[kind]) },
    spend: { number: Math.round(draw.waiting(kind === 'office' ? 160 : 90)) },
    channel: { choices: [draw.weighted({ official: 32, marketplace: 46, live: 14, store: 8 })] },
  };
}
