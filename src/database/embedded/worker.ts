/**
 * The thread in which the embedded database lives, so that a long query never holds up the event loop and can be
 * ended by ending the thread.
 */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Results } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PARSERS } from '../rows';
import type { WorkerAnswer, WorkerCall, WorkerSetup } from './engine';

const port = parentPort!;
const setup = workerData as WorkerSetup;

function open(): Promise<PGlite> {
  return PGlite.create({
    dataDir: setup.folder,
    loadDataDir: setup.snapshot ? new Blob([readFileSync(setup.snapshot)]) : undefined,
    extensions: { postgis },
    parsers: PARSERS,
  });
}

/**
 * A C++ exception inside PostGIS (GEOS) is swallowed on its way through WebAssembly: the query then "succeeds" with
 * no rows and no command. PostgreSQL always names the command, so its absence is the failure.
 */
function guarded(result: Results<Record<string, unknown>> | undefined): Results<Record<string, unknown>> {
  if (result?.command === undefined)
    throw Object.assign(new Error('PostGIS failed on this geometry or value without saying why'), {
      code: 'XX000',
    });
  return result;
}

async function run(database: PGlite, call: WorkerCall): Promise<Partial<WorkerAnswer>> {
  if (call.kind === 'dump') {
    const file = await database.dumpDataDir('gzip');
    return { dump: new Uint8Array(await file.arrayBuffer()) };
  }
  if (call.kind === 'script') {
    const results = await database.exec(call.text!);
    return { result: results.map(guarded).at(-1) ?? guarded(undefined) };
  }
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
      port.postMessage({ id: call.id, error: { message, code, detail, hint, constraint, table, column } });
    }
  });
}

main().catch((error: Error) => {
  port.postMessage({ id: 0, error: { message: error.message } } satisfies WorkerAnswer);
  port.close();
});
