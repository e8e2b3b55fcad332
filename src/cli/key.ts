import { type Command, Option } from 'commander';
import {
  createKey,
  type KeyLine,
  listKeys,
  ROLES,
  type Role,
  revokeKey,
  rotateKey,
  SCOPES,
  type Scope,
} from '../access';
import { findAgency } from '../domain/agencies';
import { findPartnership } from '../domain/areas';
import { londonDayBounds, londonTime } from '../platform/calendar';
import type { Database, Session } from '../platform/database';
import { Problem } from '../platform/errors';
import { parseDay, parseListedNumber, parseOverlap } from './arguments';
import { remark, say, withDatabase } from './context';

const KEY_ROLES = ROLES.filter((role) => role !== 'PUBLIC').map((role) => role.toLowerCase());

interface CreateOptions {
  role: string;
  partnership?: string;
  agency?: string;
  name: string;
  scope?: Scope[];
  expires?: string;
}

/** Last instant of a day in Britain. */
const endOf = (day: string | undefined) =>
  day === undefined ? undefined : new Date(londonDayBounds(day).to);

async function create({ role, partnership, agency, name, scope, expires }: CreateOptions): Promise<void> {
  const wanted = { role: role.toUpperCase() as Exclude<Role, 'PUBLIC'>, partnership, name, scopes: scope };
  const { id, key } = await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const agencyId = agency === undefined ? undefined : await agencyIdOf(session, agency, partnership);
      return createKey(session, { ...wanted, agencyId, expiresAt: endOf(expires) });
    }),
  );
  remark(`Key ${id}. It is shown this once; send it as Authorization: Bearer <key>`);
  say(key);
}

async function agencyIdOf(session: Session, agency: string, partnership?: string): Promise<number> {
  if (partnership === undefined)
    throw new Problem(
      'BAD_USER_INPUT',
      'An agency belongs to a partnership: give its code with --partnership.',
    );
  const { id } = await findPartnership(session, partnership);
  return (await findAgency(session, id, agency, '--agency')).id;
}

function describe(line: KeyLine): string {
  const { id, name, role, scopes, partnership, agency, createdAt, expiresAt, lastUsedAt, revokedAt } = line;
  const day = (at: Date | null) => (at === null ? 'never' : londonTime(at).slice(0, 10));
  const isExpired = expiresAt !== null && expiresAt.getTime() <= Date.now();
  const state = revokedAt ? `revoked ${day(revokedAt)}` : isExpired ? 'expired' : 'living';
  return [
    id,
    role.toLowerCase(),
    scopes.join('+') || 'all',
    partnership ?? 'all',
    agency ?? 'all',
    day(createdAt),
    day(expiresAt),
    day(lastUsedAt),
    state,
    name,
  ].join('\t');
}

async function list(): Promise<void> {
  const keys = await withDatabase((database) => database.transaction({ readOnly: true }, listKeys));
  say('id\trole\tscopes\tpartnership\tagency\tcreated\texpires\tused\tstate\tname');
  for (const key of keys) say(describe(key));
}

async function revoke(id: number): Promise<void> {
  await withDatabase((database) => database.transaction({}, (session) => revokeKey(session, id)));
  say(`Key ${id} is revoked; running servers refuse it within five seconds.`);
}

async function rotate(
  id: number,
  { overlap, expires }: { overlap: number; expires?: string },
): Promise<void> {
  const made = await withDatabase((database) =>
    database.transaction({}, (session) =>
      rotateKey(session, id, { overlapDays: overlap, expiresAt: endOf(expires) }),
    ),
  );
  const until = overlap === 0 ? 'is refused within five seconds' : `stays valid for ${overlap} days`;
  remark(`Key ${made.id} takes the place of key ${id}, which ${until}. It is shown this once.`);
  say(made.key);
}

/** Names the keys with the scope submit that deliver for no agency, which are refused, and what to do about them. */
export async function warnOfKeysWithoutAgency(database: Database): Promise<void> {
  const keys = await database.transaction({ readOnly: true }, listKeys);
  const useless = keys.filter(({ revokedAt, scopes, agency }) => {
    return revokedAt === null && scopes.includes('submit') && agency === null;
  });
  if (useless.length > 0)
    remark(
      `Keys with the scope submit deliver for one agency; these name none and cannot deliver any more: ` +
        `${useless.map(({ id }) => id).join(', ')}. Revoke them, and make others: csg key create --scope submit --agency CODE.`,
    );
}

/** Adds the commands of `csg key`. */
export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('API keys: who may see and do what');
  key
    .command('create')
    .description('make a key and print it; it cannot be shown again')
    .addOption(
      new Option(
        '--role <role>',
        'partner: exact counts of its own partnership; analyst: its records too; admin: writes',
      )
        .choices(KEY_ROLES)
        .makeOptionMandatory(),
    )
    .option('--partnership <code>', 'the partnership it belongs to; only an admin key may be without')
    .option('--agency <code>', 'the agency that it delivers for, whose lines of the ledger alone it sees')
    .requiredOption('--name <name>', 'to tell keys apart')
    .option('--expires <day>', 'the last day on which it is valid; without, it does not expire', parseDay)
    .addOption(new Option('--scope <scopes...>', 'narrow it to these').choices(SCOPES))
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg key create --role analyst --partnership E22000353 --name "BI tool"' +
        '\n  $ csg key create --role partner --partnership E22000353 --agency fire --name "Fire service" --scope submit',
    )
    .action(create);
  key.command('list').description('list all keys, without the keys themselves').action(list);
  key
    .command('rotate')
    .description('make a key like another one and print it; the old one stays valid for some days')
    .argument('<id>', 'number of the old key in `csg key list`', parseListedNumber('csg key list'))
    .option('--overlap <days>', 'days for which the old key stays valid, 0 to 90', parseOverlap, 7)
    .option(
      '--expires <day>',
      'the last day on which the new key is valid; without, it does not expire',
      parseDay,
    )
    .action(rotate);
  key
    .command('revoke')
    .description('make a key invalid for good')
    .argument('<id>', 'its number in `csg key list`', parseListedNumber('csg key list'))
    .action(revoke);
}
