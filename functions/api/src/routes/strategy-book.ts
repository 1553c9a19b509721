import { createRoute } from '@hono/zod-openapi';
import { StrategyBook, StrategyRules } from '@soundings/contracts/strategy-rule';
import { strategyBookOf } from '@soundings/personas/strategy-book';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { changed } from '../editing.ts';

const tags = ['Strategies'];
const NewRules = z.strictObject({
  /** The edition that was read before it was changed; another one by now refuses the change. */
  basedOn: z.int().nonnegative(),
  rules: StrategyRules,
});

/** The rule book that personas' strategies come from: the product's own until the team changes it. */
export function strategyBookRoutes({ store }: Api) {
  const { strategyBook } = store;
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'The rule book that the next build proposes strategies by',
        responses: { 200: json(StrategyBook, 'The newest edition') },
      }),
      async (c) => c.json(strategyBookOf(await strategyBook.current()), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/',
        tags,
        summary: 'Change the rule book as a whole',
        request: { body: requiredJson(NewRules) },
        responses: {
          200: json(StrategyBook, 'The new edition'),
          400: problems('A rule is not right'),
          409: problems('Somebody else has changed it since'),
        },
      }),
      async (c) => {
        const { rules, basedOn } = c.req.valid('json');
        return c.json(strategyBookOf(changed(await strategyBook.add(rules, basedOn))), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/',
        tags,
        summary: 'Go back to the rule book that the product brings; the team’s editions stay',
        responses: { 200: json(StrategyBook, 'The new edition'), 409: problems('Somebody else has changed it since') },
      }),
      async (c) => {
        const { edition } = await strategyBook.current();
        return c.json(strategyBookOf(changed(await strategyBook.add(null, edition))), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/editions',
        tags,
        summary: 'The editions of the rule book; any of them can be put back',
        responses: { 200: json(listOf(StrategyBook), 'Newest first, fifty at most') },
      }),
      async (c) => c.json({ items: (await strategyBook.newest()).map(strategyBookOf) }, 200),
    );
}
