import { isAllowed, readRobots } from '@soundings/reviews/fetching/robots';
import { readReviewDate } from '@soundings/reviews/review-date';
import { dateCases, SEEN_AT, undated } from '@soundings/reviews/testing/date-cases';
import { robotsCases } from '@soundings/reviews/testing/robots-cases';
import { report } from './figures.ts';
import { fetchBomb, parsePages, weighCollector, weighLambda } from './reviews/bundle.ts';
import { tryToEscape } from './reviews/escapes.ts';
import { simulateRuns } from './reviews/healthy-runs.ts';
import { killEverywhere } from './reviews/kills.ts';
import { runUnchanged } from './reviews/unchanged.ts';

function judgeRobots(): { cases: number; failed: number } {
  const verdicts = robotsCases.flatMap(({ robots, agent = 'Tester', allowed = [], disallowed = [] }) => {
    const rules = readRobots(robots, agent);
    return [...allowed.map((url) => isAllowed(rules, url)), ...disallowed.map((url) => !isAllowed(rules, url))];
  });
  return { cases: verdicts.length, failed: verdicts.filter((isRight) => !isRight).length };
}

function judgeDates(): { forms: number; share: number } {
  const right = [
    ...dateCases.map(([text, time, precision]) => {
      const read = readReviewDate(text, SEEN_AT);
      return read?.time === time && read.precision === precision;
    }),
    ...undated.map((text) => readReviewDate(text, SEEN_AT) === undefined),
  ];
  return { forms: right.length, share: right.filter(Boolean).length / right.length };
}

const robots = judgeRobots();
const dates = judgeDates();
const drift = simulateRuns();
const escapes = await tryToEscape();
const collector = await weighCollector();
const lambda = await weighLambda();
const parsing = await parsePages();
const bomb = await fetchBomb();
const unchanged = await runUnchanged();
const kills = await killEverywhere();

report(
  {
    'robots.failed': robots.failed,
    'kill.lost': kills.lost,
    'kill.doubled': kills.doubled,
    'ssrf.cases': escapes.cases,
    'ssrf.escapes': escapes.escapes,
    'unchanged.requests': unchanged.requests,
    'unchanged.writes': unchanged.writes,
    'drift.falseAlarms': drift.falseAlarms,
    'dates.share': dates.share,
    'bundle.kb': collector.kilobytes,
    'load.ms': collector.loadMs,
    'bundle.lambda.kb': lambda.kilobytes,
    'load.lambda.ms': lambda.loadMs,
    'parse.pagesPerSecond': Math.min(parsing.jsonLd, parsing.microdata, parsing.selectors),
    'parse.mb': parsing.megabytes,
  },
  [
    ['robots.txt: cases, failed', robots.cases, robots.failed],
    [
      'killed at each boundary, before and after: boundaries, reviews lost, stored twice',
      kills.boundaries,
      kills.lost,
      kills.doubled,
    ],
    ['private addresses: cases, escapes', escapes.cases, escapes.escapes],
    ['a source that has not changed: most requests, writes of pages and reviews', unchanged.requests, unchanged.writes],
    [
      'drift: share of 8,000 healthy runs with an alarm, faults found at once, of',
      drift.falseAlarms,
      drift.found,
      drift.faults,
    ],
    ['dates: forms, share right', dates.forms, dates.share],
    [
      'collector without a cloud’s clients: KB, ms to load, of them processor time',
      collector.kilobytes,
      collector.loadMs,
      collector.cpuMs,
    ],
    ['the whole Lambda with the clients of AWS: KB at its start, ms to load', lambda.kilobytes, lambda.loadMs],
    [
      `pages of ${Math.round(parsing.kilobytes)} KB with ${parsing.reviews} reviews a second of one processor: JSON-LD, Microdata, selectors`,
      parsing.jsonLd,
      parsing.microdata,
      parsing.selectors,
    ],
    ['most memory while parsing, MB', parsing.megabytes],
    [`${bomb.packed} bytes that inflate to ${bomb.inflated}: ${bomb.reason}, memory grew by MB`, bomb.megabytes],
  ],
);
