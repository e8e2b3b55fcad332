/**
 * Thread of the embedded database, so that a long query neither blocks the event loop nor outlives its deadline: ending
 * the thread ends the query.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { type Extension, PGlite, type Results } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PARSERS } from '../driver/rows';
import type { WorkerAnswer, WorkerCall, WorkerSetup } from './engine';

const port = parentPort!;
const setup = workerData as WorkerSetup;

/** PostGIS, loaded from the archive in the setup where there is one. */
const extension: Extension = {
  ...postgis,
  setup: async (database, options) => {
    const whole = await postgis.setup(database, options);
    return setup.postgis ? { ...whole, bundlePath: pathToFileURL(setup.postgis) } : whole;
  },
};

function open(): Promise<PGlite> {
  return PGlite.create({
    dataDir: setup.folder,
    loadDataDir: setup.snapshot ? new Blob([readFileSync(setup.snapshot)]) : undefined,
    extensions: { postgis: extension },
    parsers: PARSERS,
  });
}

type Rows = Results<Record<string, unknown>>;

/**
 * Throws where a C++ exception inside PostGIS (GEOS) was swallowed by WebAssembly. The query then "succeeds" without
 * rows and command; PostgreSQL itself always names the command.
 */
function guarded(result: Rows | undefined): Rows {
  if (result?.command !== undefined) return result;
  throw Object.assign(new Error('PostGIS failed on this geometry or value without saying why'), {
    code: 'XX000',
  });
}

/**
 * Fails the transaction after a failure that PostgreSQL may not have noticed; otherwise it would go on and commit.
 *
 * @returns false where PostgreSQL no longer answers (after a stack overflow).
 */
async function isAlive(database: PGlite): Promise<boolean> {
  const answer = await database.query('SELECT 1 / 0').catch((error: { code?: string }) => error);
  return 'code' in answer && (answer.code === '22012' || answer.code === '25P02');
}

/** SQLSTATEs that PostgreSQL itself reported; internal errors (XX) may be swallowed exceptions instead. */
const REPORTED = /^(?!XX)[0-9A-Z]{5}$/;

/** Last statement of every script, to detect a swallowed exception, which drops the rest of a script silently. */
const END = '\n;SELECT true AS script_ended';

async function runScript(database: PGlite, text: string): Promise<Rows> {
  const results = (await database.exec(text + END)) as Rows[];
  const ended = results.at(-1)?.fields[0]?.name === 'script_ended';
  for (const result of results) guarded(result);
  if (!ended) guarded(undefined);
  return results.at(-2) ?? { rows: [], fields: [], command: '' };
}

async function run(database: PGlite, call: WorkerCall): Promise<Partial<WorkerAnswer>> {
  if (call.kind === 'dump') {
    const file = await database.dumpDataDir('gzip');
    return { dump: new Uint8Array(await file.arrayBuffer()) };
  }
  if (call.kind === 'script') return { result: await runScript(database, call.text!) };
  return { result: guarded(await database.query<Record<string, unknown>>(call.text!, call.parameters)) };
}

async function main() {
  const database = await open();
  port.postMessage({ id: 0 } satisfies WorkerAnswer);
  port.on('message', async (call: WorkerCall) => {
    if (call.kind === 'close') {
      await database.close();
      port.postMessage({ id: call.id } satisfies WorkerAnswer);
      port.close();
      return;
    }
    try {
      port.postMessage({ id: call.id, ...(await run(database, call)) } satisfies WorkerAnswer);
    } catch (error) {
      const { message, code, detail, hint, constraint, table, column } = error as Error &
        Record<string, string>;
      const alive = REPORTED.test(code ?? '') || (await isAlive(database));
      port.postMessage({ id: call.id, error: { message, code, detail, hint, constraint, table, column } });
      if (!alive) process.exit(); // ends this thread; the engine starts another on its folder
    }
  });
}

main().catch((error: Error) => {
  port.postMessage({ id: 0, error: { message: error.message } } satisfies WorkerAnswer);
  port.close();
});
