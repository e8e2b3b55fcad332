import { createHash, randomBytes } from 'node:crypto';
import type { Session } from '../platform/database';
import { loadSql } from '../platform/database/sql';
import { Problem } from '../platform/errors';
import { writeAudit } from './audit.queries';
import { lacksAgency, ROLES, type Role, SCOPES, type Scope, type Viewer } from './viewer';

const INSERT_KEY = loadSql(__dirname, 'insert_key');
const FIND_KEY = loadSql(__dirname, 'find_key');
const LIST_KEYS = loadSql(__dirname, 'list_keys');
const REVOKE_KEYS = loadSql(__dirname, 'revoke_keys');
const NOTE_KEY_USE = loadSql(__dirname, 'note_key_use');
const ROTATE_KEY = loadSql(__dirname, 'rotate_key');
const FIND_PARTNERSHIP_ID = loadSql(__dirname, 'find_partnership_id');

const ACTOR = 'command line';

/** Pattern of a key: 32 random bytes in base64url, with a prefix that secret scanners and people recognise. */
const KEY_PATTERN = /^csg_[\w-]{43}$/;

/** Role, scopes and owner of a new key. */
export interface NewKey {
  role: Exclude<Role, 'PUBLIC'>;
  /** Scopes that narrow the key; empty for everything its role allows. */
  scopes?: Scope[];
  /** Code of the partnership; only an ADMIN key may lack it, and is then valid for the whole installation. */
  partnership?: string;
  /** Id of the agency that the key delivers for; it then sees only that agency's lines of the ledger. */
  agencyId?: number;
  /** Instant from which the key is refused; never by default. */
  expiresAt?: Date;
  /** Name by which people recognise the key: "BI tool". */
  name: string;
}

/** Key in a listing, without the key itself. */
export interface KeyLine {
  id: number;
  name: string;
  role: Role;
  scopes: Scope[];
  partnership: string | null;
  /** Code of the agency that it delivers for. */
  agency: string | null;
  createdAt: Date;
  /** Instant from which it is refused; null: never. */
  expiresAt: Date | null;
  /** Last use, to ten minutes. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** Text of a new key. */
const newKeyText = () => `csg_${randomBytes(32).toString('base64url')}`;

/** Stored hash of a key. 256 random bits need no salt and no slow hash. */
export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Id of a partnership by its code. @throws Problem NOT_FOUND. */
export async function findPartnershipId(session: Session, code: string): Promise<number> {
  const [row] = await session.query<{ id: number }>(FIND_PARTNERSHIP_ID, { code });
  if (!row)
    throw new Problem(
      'NOT_FOUND',
      'No partnership has this code. `csg partnership list` shows those that exist, ' +
        '`csg partnership add CODE NAME` adds one.',
    );
  return row.id;
}

async function partnershipIdOf(session: Session, { role, partnership }: NewKey): Promise<number | null> {
  if (!partnership) {
    if (role === 'ADMIN') return null;
    throw new Problem(
      'BAD_USER_INPUT',
      `A key with the role ${role} belongs to a partnership: give its code with --partnership.`,
    );
  }
  return findPartnershipId(session, partnership);
}

function requireFuture(expiresAt: Date | undefined): void {
  if (expiresAt && expiresAt.getTime() <= Date.now())
    throw new Problem('BAD_USER_INPUT', 'The last day of the key is in the past.');
}

function check({ role, scopes = [], name, agencyId, expiresAt }: NewKey): void {
  if (!ROLES.includes(role) || (role as Role) === 'PUBLIC')
    throw new Problem('BAD_USER_INPUT', 'The role of a key is one of partner, analyst, admin.');
  if (scopes.some((scope) => !SCOPES.includes(scope)))
    throw new Problem('BAD_USER_INPUT', `The scopes of a key are out of ${SCOPES.join(', ')}.`);
  if (lacksAgency({ scopes, agencyId }))
    throw new Problem(
      'BAD_USER_INPUT',
      'A key with the scope submit delivers for one agency: give its code with --agency, for example --agency fire.',
    );
  requireFuture(expiresAt);
  if (name.trim() === '') throw new Problem('BAD_USER_INPUT', 'Give the key a name, to tell it apart later.');
}

/**
 * Makes a key. Its text is returned and nowhere else: only its hash is stored.
 *
 * @throws Problem NOT_FOUND where the partnership does not exist, BAD_USER_INPUT where something is missing.
 */
export async function createKey(session: Session, wanted: NewKey): Promise<{ id: number; key: string }> {
  check(wanted);
  const partnershipId = await partnershipIdOf(session, wanted);
  const { role, scopes = [], name } = wanted;
  const key = newKeyText();
  const [{ id }] = await session.query<{ id: number }>(INSERT_KEY, {
    hash: hashOf(key),
    name,
    role,
    scopes,
    partnership_id: partnershipId,
    agency_id: wanted.agencyId ?? null,
    expires_at: wanted.expiresAt ?? null,
  });
  await writeAudit(session, {
    actor: ACTOR,
    action: 'key.create',
    partnershipId,
    detail: { id, name, role, scopes },
  });
  return { id, key };
}

/** A key that was found. */
export interface FoundKey {
  viewer: Viewer;
  /** Whether its last use was noted within ten minutes. */
  isUseNoted: boolean;
  /** Seconds until it expires; null: it does not. */
  secondsLeft: number | null;
}

/**
 * Viewer of a key.
 *
 * @throws Problem UNAUTHENTICATED where the key is malformed, unknown, revoked or expired.
 */
export async function findViewer(session: Session, key: string): Promise<FoundKey> {
  const [row] = KEY_PATTERN.test(key)
    ? await session.query<{
        id: number;
        role: Role;
        scopes: Scope[];
        partnership_id: number | null;
        agency_id: number | null;
        member_ids: number[];
        sharing_ids: number[];
        seen: boolean;
        seconds_left: number | null;
      }>(FIND_KEY, { hash: hashOf(key) })
    : [];
  if (!row)
    throw new Problem(
      'UNAUTHENTICATED',
      'The key is unknown, revoked or expired. Ask the administrator of this installation for another, ' +
        'or leave the Authorization header out to see what is public.',
    );
  const { role, scopes, partnership_id: partnershipId, agency_id: agencyId, id: keyId } = row;
  const members = row.member_ids.map((id) => ({ id, sharesRecords: row.sharing_ids.includes(id) }));
  const viewer: Viewer = {
    ...{ role, scopes, partnershipId, keyId },
    ...(agencyId !== null && { agencyId }),
    ...(members.length > 0 && { members }),
  };
  return { viewer, isUseNoted: row.seen, secondsLeft: row.seconds_left };
}

/** Notes that a key is used now. */
export async function noteKeyUse(session: Session, id: number): Promise<void> {
  await session.query(NOTE_KEY_USE, { id });
}

async function revoke(
  session: Session,
  which: { id?: number; name?: string; partnershipId?: number },
): Promise<number[]> {
  const rows = await session.query<{ id: number; partnership_id: number | null }>(REVOKE_KEYS, {
    id: which.id ?? null,
    name: which.name ?? null,
    partnership_id: which.partnershipId ?? null,
  });
  for (const { id, partnership_id: partnershipId } of rows)
    await writeAudit(session, { actor: ACTOR, action: 'key.revoke', partnershipId, detail: { id } });
  return rows.map(({ id }) => id);
}

/**
 * Revokes a key for good. Running servers refuse it within seconds (see Keyring).
 *
 * @throws Problem NOT_FOUND where no valid key has this id.
 */
export async function revokeKey(session: Session, id: number): Promise<void> {
  if ((await revoke(session, { id })).length === 0) throw unknownKey();
}

const unknownKey = () =>
  new Problem('NOT_FOUND', 'No living key has this id. `csg key list` shows all keys.');

/**
 * Makes a key like another one, which stays valid for some days, so that its users can change over.
 *
 * @param options.overlapDays days for which the old key stays valid.
 * @throws Problem NOT_FOUND where no valid key has this id.
 */
export async function rotateKey(
  session: Session,
  id: number,
  { overlapDays, expiresAt }: { overlapDays: number; expiresAt?: Date },
): Promise<{ id: number; key: string }> {
  requireFuture(expiresAt);
  const key = newKeyText();
  const [made] = await session.query<{ id: number; partnership_id: number | null }>(ROTATE_KEY, {
    ...{ id, hash: hashOf(key), overlap_days: overlapDays, expires_at: expiresAt ?? null },
  });
  if (!made) throw unknownKey();
  const detail = { id, successor: made.id, overlapDays };
  await writeAudit(session, {
    actor: ACTOR,
    action: 'key.rotate',
    partnershipId: made.partnership_id,
    detail,
  });
  return { id: made.id, key };
}

/** Revokes all valid keys of a name and partnership. */
export async function revokeKeysNamed(session: Session, name: string, partnership: string): Promise<void> {
  const partnershipId = (await partnershipIdOf(session, { role: 'PARTNER', name, partnership }))!;
  await revoke(session, { name, partnershipId });
}

/** Makes a key, and revokes all valid ones of its name and partnership. */
export async function replaceKey(
  session: Session,
  wanted: NewKey & { partnership: string },
): Promise<{ id: number; key: string }> {
  await revokeKeysNamed(session, wanted.name, wanted.partnership);
  return createKey(session, wanted);
}

/** All keys, revoked ones too, oldest first. */
export async function listKeys(session: Session): Promise<KeyLine[]> {
  const rows = await session.query<
    Omit<KeyLine, 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> & {
      created_at: Date;
      expires_at: Date | null;
      last_used_at: Date | null;
      revoked_at: Date | null;
    }
  >(LIST_KEYS);
  return rows.map(({ created_at, expires_at, last_used_at, revoked_at, ...line }) => ({
    ...line,
    createdAt: created_at,
    expiresAt: expires_at,
    lastUsedAt: last_used_at,
    revokedAt: revoked_at,
  }));
}
