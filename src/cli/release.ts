import { type Command, InvalidArgumentError } from 'commander';
import { findPartnership } from '../domain/areas';
import { holdReleases, lockPartnership, releaseCounts } from '../domain/incidents';
import { selectInstallation } from '../domain/vocabulary';
import { Problem } from '../platform/errors';
import { say, withDatabase } from './context';

const ACTOR = 'command line';

interface ReleaseOptions {
  partnership: string;
}

async function release({ partnership: code }: ReleaseOptions): Promise<void> {
  const months = await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const { id } = await findPartnership(session, code);
      await lockPartnership(session, id);
      return releaseCounts(session, id, ACTOR);
    }),
  );
  say(
    months === 0
      ? `Released. No month of a closed source of ${code} is due or declared complete yet: nothing is published.`
      : `Released. Published are ${months} months of closed sources of ${code}, each counted once per source.`,
  );
}

/** A whole number of quarters, 0 to 8. */
function quarters(text: string): number {
  if (!/^[0-8]$/.test(text)) throw new InvalidArgumentError('A number of quarters, 0 to 8.');
  return Number(text);
}

interface HoldOptions extends ReleaseOptions {
  source: string;
  quarters: number;
}

async function hold(options: HoldOptions): Promise<void> {
  await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const { id } = await findPartnership(session, options.partnership);
      const { sources } = await selectInstallation(session);
      const source = sources.find(options.source);
      if (source?.access !== 'CLOSED') {
        const closed = sources.all.filter(({ access }) => access === 'CLOSED').map((each) => each.code);
        throw new Problem('BAD_USER_INPUT', `--source is not a closed source. Known: ${closed.join(', ')}.`);
      }
      await holdReleases(
        session,
        { partnershipId: id, sourceId: source.id, quarters: options.quarters },
        ACTOR,
      );
    }),
  );
  say(
    options.quarters === 0
      ? `Months of ${options.source} are published when they are due.`
      : `Months of ${options.source} are published ${options.quarters} quarters after they are due.`,
  );
}

/** `csg release` */
export function addRelease(program: Command): void {
  const command = program
    .command('release')
    .description(
      'publish the protected counts of the months of closed sources that are due or declared complete',
    )
    .requiredOption('--partnership <code>', 'the partnership')
    .addHelpText(
      'after',
      '\nA release is made by itself on the first day of each quarter. Each further one tells readers a little more.' +
        '\nExample:\n  $ csg release --partnership E22000353',
    )
    .action(release);
  command
    .command('hold')
    .description('publish months of a source with many late records later than they are due')
    .requiredOption('--source <code>', 'closed source, as police-crimes')
    .requiredOption('--quarters <number>', 'quarters after the due day; 0: when they are due', quarters)
    .addHelpText(
      'after',
      '\nExample:\n  $ csg release hold --partnership E22000353 --source police-crimes --quarters 1',
    )
    // The command above takes --partnership wherever it stands.
    .configureHelp({ showGlobalOptions: true })
    .action((_: object, self: Command) => hold(self.optsWithGlobals<HoldOptions>()));
}
