import { open, rename, rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { type GraphQLError, graphql } from 'graphql';
import type { Execute } from '../../web/report/index.js';
import { PUBLIC_VIEWER, RequestContext, type Viewer } from '../access';
import { startProgress } from '../ingest';
import { today } from '../platform/calendar';
import type { Database } from '../platform/database';
import { Problem } from '../platform/errors';
import { closeCompute } from '../platform/threads';
import { parseDay } from './arguments';
import { say, withDatabase } from './context';

interface Options {
  partnership: string;
  from: string;
  to: string;
  out: string;
  public?: true;
}

/** Viewer of a report that is not for the public: an administrator, since the command line has the whole database. */
const KEEPER: Viewer = { role: 'ADMIN', scopes: ['read', 'people'], partnershipId: null, keyId: null };

/** Time limit of one statement in milliseconds; years of a county need more than a request may take. */
const DEADLINE_MS = 300_000;

const causeOf = (error: GraphQLError): Error => error.originalError ?? error;

/** Executes operations of the API in this process; as a viewer without a key where the report is for the public. */
async function executor(database: Database, forPublic: boolean): Promise<Execute> {
  const { buildApiSchema } = await import('../api/graphql/index.js');
  const schema = await buildApiSchema();
  const contextValue = new RequestContext(forPublic ? PUBLIC_VIEWER : KEEPER, database, DEADLINE_MS);
  return async (source, variableValues, toleratedCodes = []) => {
    const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
    const tolerated = (error: Error) => error instanceof Problem && toleratedCodes.includes(error.code);
    const cause = errors.map(causeOf).find((error) => !tolerated(error));
    if (cause) throw cause;
    return data;
  };
}

async function write({ partnership, from, to, out, public: forPublic }: Options): Promise<void> {
  if (from > to) throw new Problem('BAD_USER_INPUT', '--from must not be later than --to.');
  const bytes = await replacing(out, async () => {
    // Load the report only here, since no other command draws.
    const { writeReport } = await import('../../web/report/index.js');
    return withDatabase(async (database) => {
      const progress = startProgress({ task: 'Report', total: 100, everyMs: 1000 });
      try {
        return await writeReport(await executor(database, forPublic === true), {
          partnership,
          period: { from, to },
          forPublic: forPublic === true,
          madeOn: today(),
          onProgress: (done, label) => progress.update(100 * done, label),
        });
      } finally {
        progress.stop();
        await closeCompute();
      }
    });
  });
  say(`Wrote ${out}, ${Math.ceil(bytes / 1000)} kB. Any browser opens it, and prints it on A4.`);
}

/** Writes a file beside its final path and moves it there when it is complete. Returns its size in bytes. */
async function replacing(path: string, make: () => Promise<string>): Promise<number> {
  const draft = `${path}.${process.pid}.part`;
  // Open the draft before the work, to fail early where it cannot be written.
  const file = await open(draft, 'wx').catch(({ code }: NodeJS.ErrnoException) => {
    throw new Problem(
      'BAD_USER_INPUT',
      `--out cannot be written (${code}). Choose a folder that exists and is yours.`,
    );
  });
  try {
    const text = await make();
    await file.writeFile(text);
    await file.close();
    await rename(draft, path);
    return Buffer.byteLength(text);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

/** `csg report` */
export function addReport(program: Command): void {
  program
    .command('report')
    .description(
      'write the strategic assessment of a partnership as one HTML file, for the screen and for A4',
    )
    .requiredOption('--partnership <code>', 'the partnership')
    .requiredOption('--from <date>', 'first day of the assessed period', parseDay)
    .requiredOption('--to <date>', 'last day of it', parseDay)
    .requiredOption('--out <file>', 'the file to write; one that is there is replaced')
    .option('--public', 'as a viewer without a key sees it: fit for publication')
    .addHelpText(
      'after',
      '\nWithout --public it holds exact counts from closed records: keep it within the partnership.' +
        '\n\nExample:\n  $ csg report --partnership DEMO2009 --from 2009-01-01 --to 2009-06-30 --out report.html',
    )
    .action(write);
}
