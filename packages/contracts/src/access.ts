import * as z from 'zod';
import { idOf } from './ids.ts';
import { Time } from './time.ts';

/** Each may do what those before it may: read; change and build; manage keys, members and settings, erase people. */
export const AccessRole = z.enum(['reader', 'analyst', 'admin']).meta({ id: 'AccessRole' });
export type AccessRole = z.infer<typeof AccessRole>;

/** What a key can be held to. `settings` are keys, members, sign-in, webhooks, retention and the audit log. */
export const Scope = z
  .enum(['products', 'feedback', 'surveys', 'insights', 'customers', 'personas', 'settings'])
  .meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

/** Whether one role may do what another is needed for. */
export function reaches(role: AccessRole, needed: AccessRole): boolean {
  return AccessRole.options.indexOf(role) >= AccessRole.options.indexOf(needed);
}

export const NewApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    role: AccessRole.default('reader'),
    /** Every one of them where it is missing. */
    scopes: z.array(Scope).min(1).max(Scope.options.length).optional(),
    /** How long it is good for; without it, until it is revoked. */
    days: z.int().min(1).max(3650).optional(),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof NewApiKey>;

/** A key for programs. Its secret is shown once, when it is made; only a hash of it is kept. */
export const ApiKey = z
  .object({
    id: idOf('key'),
    name: z.string(),
    role: AccessRole,
    scopes: z.array(Scope),
    createdAt: Time,
    expiresAt: Time.nullable(),
    revokedAt: Time.nullable(),
    /** To within five minutes. */
    lastUsedAt: Time.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

export const NewMember = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    role: AccessRole.default('reader'),
    /** By which the company's sign-in knows the person. */
    email: z
      .email()
      .max(254)
      .transform((email) => email.toLowerCase())
      .optional(),
  })
  .meta({ id: 'NewMember' });
export type NewMember = z.infer<typeof NewMember>;

/** Somebody of the team. */
export const Member = z
  .object({
    id: idOf('member'),
    name: z.string(),
    role: AccessRole,
    email: z.string().nullable(),
    createdAt: Time,
    /** To within five minutes. */
    lastSeenAt: Time.nullable(),
  })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

/** Who acted: a member or key by its id, the holder of the server's own sign-in link, or of its admin key. */
export const Actor = z
  .object({ kind: z.enum(['member', 'key', 'owner', 'admin-key']), id: z.string().nullable() })
  .meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

/** Who changed or took away what. It names nobody: members, keys and things stand in it by their ids alone. */
export const AuditEntry = z
  .object({
    id: idOf('audit'),
    at: Time,
    actor: Actor,
    did: z.enum(['changed', 'exported', 'signed-in']),
    /** The route, with `:name` for what varies. */
    route: z.string(),
    /** Ids that the address named. */
    subjects: z.array(z.string()),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** An OpenID Connect provider, found by its issuer: Cognito, Entra ID, Google, Okta, Keycloak and so on. */
export const SignInProvider = z
  .strictObject({
    /** `https://…`, below which `/.well-known/openid-configuration` is; plain HTTP on this very machine alone. */
    issuer: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .refine(
        (issuer) => issuer.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(issuer),
        'must be https',
      ),
    clientId: z.string().trim().min(1).max(500),
    /** Null for a public client: PKCE protects the code either way. */
    clientSecret: z.string().max(500).nullable(),
  })
  .meta({ id: 'SignInProvider' });
export type SignInProvider = z.infer<typeof SignInProvider>;
