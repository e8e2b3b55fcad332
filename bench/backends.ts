import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase, prepare } from '../src/app';
import type { Backend, Database } from '../src/platform/database';

/** A database of the benchmark's own. */
export interface BenchDatabase {
  database: Database;
  /** Settings for a process of its own on an empty database beside it; null where there is none. */
  url: string | null;
  remove(): Promise<void>;
}

/** Makes databases of one back end: an empty one, and copies of one that was filled. */
export interface Bench {
  backend: Backend;
  /** A new database, migrated and with the vocabulary. */
  fresh(): Promise<BenchDatabase>;
  /** Makes a template of a database, which is gone for it. */
  templateOf(original: BenchDatabase): Promise<Template>;
}

/** What copies of a filled database are made from. */
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

/** An empty database on a server, to be dropped by who asked for it. */
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

/** The URL of a PostgreSQL server that the benchmark may make databases on. */
export const serverUrl = process.env.DATABASE_URL || process.env.TEST_DATABASE_URL || null;

/** Every back end there is to measure. */
export function benches(): Bench[] {
  return serverUrl ? [embedded(), server(serverUrl)] : [embedded()];
}
