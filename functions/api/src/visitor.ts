import { type AccessRole, type Actor, Scope } from '@soundings/contracts/access';

/** Who asks, and what they may do. */
export type Visitor = { actor: Actor; name: string | null; role: AccessRole; scopes: readonly Scope[] };
export type AccessEnv = { Variables: { visitor: Visitor } };

/** Everything, as the server's owner may. */
export function owner(kind: 'owner' | 'admin-key'): Visitor {
  return { actor: { kind, id: null }, name: null, role: 'admin', scopes: Scope.options };
}
