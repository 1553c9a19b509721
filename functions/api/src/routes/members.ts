import { createRoute } from '@hono/zod-openapi';
import { AccessRole, Member, NewMember } from '@soundings/contracts/access';
import { idOf } from '@soundings/contracts/ids';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { ApiError, notFound } from '../problems.ts';

const tags = ['Access'];
const params = z.object({ id: idOf('member') });
const SignInLink = z.object({ url: z.url() }).meta({ id: 'SignInLink' });

/** The team: who may sign in, and as what. */
export function memberRoutes({ store, origin }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All members',
        responses: { 200: json(listOf(Member), 'The members') },
      }),
      async (c) => c.json({ items: await store.members.all() }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Add a member',
        request: { body: requiredJson(NewMember) },
        responses: {
          201: json(Member, 'The member'),
          400: problems('Not a member'),
          409: problems('Somebody has this e-mail address already'),
        },
      }),
      async (c) => {
        const member = await store.members.create(c.req.valid('json'));
        if (!member) throw new ApiError(409, 'Somebody has this e-mail address already.');
        return c.json(member, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/{id}',
        tags,
        summary: 'Give a member another role',
        request: { params, body: requiredJson(z.strictObject({ role: AccessRole })) },
        responses: { 200: json(Member, 'The member'), 404: problems('No such member') },
      }),
      async (c) => {
        const member = await store.members.setRole(c.req.valid('param').id, c.req.valid('json').role);
        if (!member) throw notFound('member');
        return c.json(member, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/sign-in-link',
        tags,
        summary: 'Make a link that signs the member in, once, within an hour',
        request: { params },
        responses: { 200: json(SignInLink, 'The link'), 404: problems('No such member') },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await store.members.get(id))) throw notFound('member');
        return c.json({ url: `${origin()}/sign-in?token=${await store.signInLinks.create(id)}` }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/{id}',
        tags,
        summary: 'Remove a member, whose sessions end at once',
        request: { params },
        responses: { 204: { description: 'The member is gone' } },
      }),
      async (c) => {
        await store.members.remove(c.req.valid('param').id);
        return c.body(null, 204);
      },
    );
}
