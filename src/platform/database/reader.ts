import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { DataSource, DataSourceOptions, QueryRunner } from 'typeorm';
import { Problem } from '../errors';
import type { ReaderSecrets } from './seal';
import { serverDataSource } from './server';

/** Role whose rights every reading session has, and no others. */
export const VIEWER_ROLE = 'csg_viewer';

/** SQLSTATEs of a login that is not there, has another password, may not connect, or of a role that may not be taken. */
const NO_LOGIN = new Set(['28P01', '28000', '42501', '3D000']);

const SECRETS = `
  SELECT sha256('reader login'::bytea || disclosure_secret) AS login,
    sha256('rights inner'::bytea || disclosure_secret) AS inner,
    sha256('rights outer'::bytea || disclosure_secret) AS outer
  FROM installation`;

/**
 * Powers of a session's login beyond reading as the role of viewers; false where it can do just that. One that inherits
 * the role reads with its privileges under another name, which views take for the owner's.
 */
const POWERS = `
  SELECT NOT pg_has_role(session_user, '${VIEWER_ROLE}', 'MEMBER') OR pg_has_role(session_user, '${VIEWER_ROLE}', 'USAGE')
      OR bool_or(rolsuper OR rolbypassrls OR rolcreaterole
      OR rolcreatedb OR rolreplication OR oid = (SELECT relowner FROM pg_class WHERE oid = 'installation'::regclass))
    AS unfit
  FROM pg_roles
  WHERE pg_has_role(session_user, oid, 'MEMBER')`;

/** Reads, as the owner, the secrets that readers' rights are sealed with. */
async function readSecrets(owner: DataSource): Promise<ReaderSecrets> {
  const [secrets] = await owner.query(SECRETS);
  return secrets as ReaderSecrets;
}

/** Name and password of the readers' login of an installation; databases of one server each have their own. */
function loginOf({ login }: ReaderSecrets): { name: string; password: string } {
  const derived = (use: string) => createHmac('sha256', login).update(use).digest('hex');
  return { name: `csg_reader_${derived('name').slice(0, 12)}`, password: derived('password') };
}

/** Form in which PostgreSQL stores a password, so that the password itself is in no statement and no log of the server. */
function scramVerifier(password: string): string {
  const [salt, rounds] = [randomBytes(16), 4096];
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const mac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${mac('Server Key').toString('base64')}`;
}

/**
 * Makes the login that viewers' sessions read with, where this role of the server may make roles: it may take the role
 * of viewers, and owns nothing. The password and defaults of one that is there are set again, since a role may change its own.
 */
async function makeReader(runner: QueryRunner, secrets: ReaderSecrets): Promise<void> {
  const { name, password } = loginOf(secrets);
  const [self] = await runner.query(
    `SELECT rolsuper OR rolcreaterole AS may_make, current_database() AS database,
       EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS is_there
     FROM pg_roles WHERE rolname = current_user`,
    [name],
  );
  if (!self.may_make) return;
  if (self.is_there) {
    await runner.query(`ALTER ROLE ${name} PASSWORD '${scramVerifier(password)}'`);
    await runner.query(`ALTER ROLE ${name} RESET ALL`);
    await runner.query(`ALTER ROLE ${name} IN DATABASE "${self.database.replace(/"/g, '""')}" RESET ALL`);
    await runner.query(`GRANT ${VIEWER_ROLE} TO ${name}`); // in case that whoever made it was stopped before
    return;
  }
  await runner.query(
    `CREATE ROLE ${name} LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
       PASSWORD '${scramVerifier(password)}'`,
  );
  await runner.query(`GRANT ${VIEWER_ROLE} TO ${name}`);
  const comment = `Readers of the Community Safety Graph in the database ${self.database}`;
  await runner.query(`COMMENT ON ROLE ${name} IS '${comment.replace(/'/g, "''")}'`);
}

/** Address of the server with another user. */
function addressFor(url: string, { name, password }: { name: string; password: string }): string {
  // Not by URL: that takes no user where the host is a socket, as in postgres:///csg?host=/run/postgresql.
  return url.replace(/^(postgres(?:ql)?:\/\/)(?:[^/?]*@)?/, `$1${name}:${password}@`);
}

/** Where the readers' login is: of the installation on the owner's server, or one that the operator has made. */
interface ReaderAddress {
  /** The owner's address. */
  url: string;
  /** Address of the operator's own login for readers; empty or undefined: the installation's. */
  readerUrl?: string;
  poolSize?: number;
}

/** Connections that viewers read with, and the secrets that their rights are sealed with; opened on first use. */
export class Readers {
  private known?: Promise<ReaderSecrets>;
  private opened?: Promise<DataSource | null>;

  /** @param address undefined for the embedded database, whose one session is its owner's. */
  constructor(
    private readonly owner: DataSource,
    private readonly schema: Pick<DataSourceOptions, 'entities' | 'logger'>,
    private readonly address?: ReaderAddress,
  ) {}

  /** Secrets of the installation, read once. */
  secrets(): Promise<ReaderSecrets> {
    this.known ??= readSecrets(this.owner);
    this.known.catch(() => {
      this.known = undefined;
    });
    return this.known;
  }

  /** Connections of the readers' login, or null where there is none. */
  source(): Promise<DataSource | null> {
    this.opened ??= this.open();
    this.opened.catch(() => {
      this.opened = undefined;
    });
    return this.opened;
  }

  /** Makes the login where this role of the server may. */
  async make(): Promise<void> {
    if (!this.address || this.address.readerUrl) return;
    const runner = this.owner.createQueryRunner();
    try {
      await makeReader(runner, await this.secrets());
    } catch (error) {
      // Another process made it at this moment, or the server does not let this role: the start warns where it is missing.
      if (!['23505', '42710', '42501', 'XX000'].includes((error as { code?: string }).code ?? ''))
        throw error;
    } finally {
      await runner.release();
    }
  }

  /** Closes the connections. */
  async close(): Promise<void> {
    const source = await this.opened?.catch(() => null);
    await source?.destroy();
  }

  private async open(): Promise<DataSource | null> {
    return this.address ? openReader(this.address, await this.secrets(), this.schema) : null;
  }
}

/**
 * Opens connections of the readers' login.
 *
 * @returns null where there is no login of the installation.
 * @throws Problem CONFLICT where the login that the operator has made cannot read as viewers do, or can do more.
 */
async function openReader(
  { url, readerUrl, poolSize }: ReaderAddress,
  secrets: ReaderSecrets,
  schema: Pick<DataSourceOptions, 'entities' | 'logger'>,
): Promise<DataSource | null> {
  const address = readerUrl || addressFor(url, loginOf(secrets));
  const reader = serverDataSource({ url: address, poolSize }, schema);
  try {
    await reader.initialize();
    const [powers] = await reader.query(POWERS);
    if (!powers.unfit) return reader;
  } catch (error) {
    if (reader.isInitialized) await reader.destroy();
    if (!NO_LOGIN.has((error as { code?: string }).code ?? '')) throw error;
    if (!readerUrl) return null;
    throw unfit('does not let its login in');
  }
  await reader.destroy();
  if (!readerUrl) return null;
  throw unfit(`must have a login that may SET ROLE ${VIEWER_ROLE}, and has no other rights`);
}

function unfit(reason: string): Problem {
  return new Problem('CONFLICT', `READER_DATABASE_URL ${reason} (docs/security.md tells how to make it).`);
}
