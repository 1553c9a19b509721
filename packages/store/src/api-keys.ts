import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ApiKey, type NewApiKey, Scope } from '@soundings/contracts/access';
import { idOf, newId } from '@soundings/contracts/ids';
import * as z from 'zod';
import { listAll } from './partition.ts';
import type { Table } from './table.ts';

const pk = 'api-keys';
const DAY_MS = 86_400_000;
/** A write for each use would cost more than the use. */
const USE_NOTED_MS = 300_000;

const KeptKey = ApiKey.extend({ hash: z.string() });

/**
 * Keys for programs: `<id>.<secret>`. The secret has 256 random bits, so its plain SHA-256 tells nothing; the id finds
 * the hash to compare it with.
 */
export function openApiKeys(table: Table) {
  async function kept(id: string) {
    const item = await table.get({ pk, sk: id });
    return item && { version: item.version, key: KeptKey.parse(item.value) };
  }

  /** Makes the key, unless there is one of this id. */
  async function make(
    { name, role, scopes = [...Scope.options], days }: NewApiKey,
    id: string,
  ): Promise<{ key: ApiKey; token: string } | undefined> {
    const secret = randomBytes(32).toString('base64url');
    const now = Date.now();
    const key: ApiKey = {
      id,
      name,
      role,
      scopes,
      createdAt: new Date(now).toISOString(),
      expiresAt: days ? new Date(now + days * DAY_MS).toISOString() : null,
      revokedAt: null,
      lastUsedAt: null,
    };
    const value = { ...key, hash: hashOf(secret).toString('base64url') };
    const [isMade] = await table.create([{ pk, sk: id, value }]);
    return isMade ? { key, token: `${id}.${secret}` } : undefined;
  }

  return {
    /** Gives a new key and, this one time, what programs send. */
    async create(wanted: NewApiKey): Promise<{ key: ApiKey; token: string }> {
      return (await make(wanted, newId('key'))) ?? this.create(wanted);
    },

    /** As `create`, under this id; where there is a key of it, that one as it now is, whose token nobody knows. */
    async createAs(id: string, wanted: NewApiKey): Promise<{ key: ApiKey; token: string | null }> {
      const made = await make(wanted, id);
      if (made) return made;
      const found = await kept(id);
      return found ? { key: ApiKey.parse(found.key), token: null } : this.createAs(id, wanted);
    },

    all: (): Promise<ApiKey[]> => listAll(table, pk, (value) => ApiKey.parse(value)),

    /** From now on the key opens nothing. Undefined if there is none of this id. */
    async revoke(id: string): Promise<ApiKey | undefined> {
      const found = await kept(id);
      if (!found) return undefined;
      if (found.key.revokedAt) return ApiKey.parse(found.key);
      const revoked = { ...found.key, revokedAt: new Date().toISOString() };
      if (await table.replace({ pk, sk: id, value: revoked }, found.version)) return ApiKey.parse(revoked);
      return this.revoke(id);
    },

    /** The key that a token is, unless it is expired or revoked; notes that it was used. */
    async use(token: string, now = Date.now()): Promise<ApiKey | undefined> {
      const [id = '', secret = ''] = token.split('.');
      if (!idOf('key').safeParse(id).success) return undefined;
      const found = await kept(id);
      if (!found || !timingSafeEqual(hashOf(secret), Buffer.from(found.key.hash, 'base64url'))) return undefined;
      const { key, version } = found;
      if (key.revokedAt || (key.expiresAt && Date.parse(key.expiresAt) <= now)) return undefined;
      if (!key.lastUsedAt || Date.parse(key.lastUsedAt) < now - USE_NOTED_MS) {
        // Whoever was first noted the same minute.
        await table.replace({ pk, sk: id, value: { ...key, lastUsedAt: new Date(now).toISOString() } }, version);
      }
      return ApiKey.parse(key);
    },
  };
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
