import { open, rename, rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { startProgress } from '../ingest';
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

async function write({ partnership, from, to, out, public: forPublic }: Options): Promise<void> {
  if (from > to) throw new Problem('BAD_USER_INPUT', '--from must not be later than --to.');
  const bytes = await replacing(out, async () => {
    // Loaded here and now: no other command draws, or needs the schema.
    const [{ report }, { buildApiSchema }] = await Promise.all([
      import('../../web/report/index.js'),
      import('../api/graphql/index.js'),
    ]);
    return withDatabase(async (database) => {
      const progress = startProgress({ task: 'Report', total: 100, everyMs: 1000 });
      try {
        return await report(database, await buildApiSchema(), {
          partnership,
          period: { from, to },
          forPublic: forPublic === true,
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

/** Makes a file's text beside it and puts it in its place only when it is whole. Returns its bytes. */
async function replacing(path: string, make: () => Promise<string>): Promise<number> {
  const draft = `${path}.${process.pid}.part`;
  // Before the work: whether there is a place for it.
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
