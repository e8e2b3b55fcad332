import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase, prepare } from '../src/app';
import type { Backend, Database } from '../src/platform/database';

/** Database of the benchmark. */
export interface BenchDatabase {
  database: Database;
  /** URL of the database for other processes; null for the embedded database, which they cannot open. */
  url: string | null;
  remove(): Promise<void>;
}

/** Makes databases on one back end: empty ones, and copies of a filled one. */
export interface Bench {
  backend: Backend;
  /** Makes a database, migrated and with the vocabulary. */
  fresh(): Promise<BenchDatabase>;
  /** Turns a database into a template; it cannot be used as a database afterwards. */
  templateOf(original: BenchDatabase): Promise<Template>;
}

/** Template from which copies of a filled database are made. */
export interface Template {
  copy(): Promise<BenchDatabase>;
  remove(): Promise<void>;
}

function embedded(): Bench {
  const open = async (snapshot?: string): Promise<BenchDatabase> => {
    const folder = mkdtempSync(join(tmpdir(), 'csg-bench-'));
    const database = await openDatabase({ folder, snapshot });
    return {
      database,
      url: null,
      remove: async () => {
        await database.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
  return {
    backend: 'embedded',
    async fresh() {
      const bench = await open();
      await prepare(bench.database);
      return bench;
    },
    async templateOf(original) {
      const folder = mkdtempSync(join(tmpdir(), 'csg-bench-template-'));
      const snapshot = join(folder, 'snapshot.tgz');
      writeFileSync(snapshot, await original.database.snapshot());
      await original.remove();
      return {
        copy: () => open(snapshot),
        remove: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Empty database on a server; the caller drops it. */
export async function createDatabase(
  url: string,
  template?: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `csg_bench_${randomBytes(6).toString('hex')}`;
  await administer(url, `CREATE DATABASE ${name} ${template ? `TEMPLATE ${template}` : ''}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.toString(),
    drop: () => administer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

function server(url: string): Bench {
  const open = async (template?: string): Promise<BenchDatabase> => {
    const created = await createDatabase(url, template);
    const database = await openDatabase({ url: created.url });
    return {
      database,
      url: created.url,
      remove: async () => {
        await database.close();
        await created.drop();
      },
    };
  };
  return {
    backend: 'server',
    async fresh() {
      const bench = await open();
      await prepare(bench.database);
      return bench;
    },
    async templateOf({ database, url: own }) {
      await database.close();
      const template = new URL(own!).pathname.slice(1);
      return {
        copy: () => open(template),
        remove: () => administer(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`),
      };
    },
  };
}

/** URL of a PostgreSQL server on which the benchmark may make databases. */
export const serverUrl = process.env.DATABASE_URL || process.env.TEST_DATABASE_URL || null;

/** Back ends that can be measured here. */
export function benches(): Bench[] {
  return serverUrl ? [embedded(), server(serverUrl)] : [embedded()];
}
