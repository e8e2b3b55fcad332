import type { Command } from 'commander';
import { findPartnership } from '../domain/areas';
import {
  declareHolding,
  parseQuarter,
  quarterOf,
  selectSubmission,
  selectSubmissions,
  withdrawSubmission,
} from '../ingest/deliveries';
import { parseListedNumber } from './arguments';
import { remark, say, withDatabase } from './context';

const ACTOR = 'command line';

async function list({ partnership, quarter }: { partnership: string; quarter?: string }): Promise<void> {
  const from = quarter === undefined ? null : parseQuarter(quarter).from;
  const submissions = await withDatabase((database) =>
    database.transaction({ readOnly: true }, async (session) => {
      const { id } = await findPartnership(session, partnership);
      return selectSubmissions(session, id, from);
    }),
  );
  say('id\tquarter\tdataset\tagency\treceived\tread\tloaded\tunchanged\toutside\tunlocated\trejected\tstate');
  for (const each of submissions)
    say(
      [
        ...[each.id, quarterOf(each.quarter).code, each.content, each.agency_code],
        ...[each.received_at.toISOString().slice(0, 10), each.read, each.loaded, each.unchanged],
        ...[each.outside, each.unlocated, each.rejected, each.state.toLowerCase()],
      ].join('\t'),
    );
}

async function remove(id: number): Promise<void> {
  const removed = await withDatabase((database) =>
    database.transaction({}, async (session) =>
      withdrawSubmission(session, await selectSubmission(session, id), ACTOR),
    ),
  );
  say(`Delivery ${id} is taken back: ${removed} records removed. The ledger keeps that it existed.`);
}

interface HoldingOptions {
  agency: string;
  partnership: string;
  from: string;
}

const declare = (held: boolean) => async (dataset: string, options: HoldingOptions) => {
  const stored = await withDatabase((database) =>
    database.transaction({}, (session) =>
      declareHolding(session, { ...options, dataset, held, version: null }, ACTOR),
    ),
  );
  const what = held ? 'holds records' : 'holds no records';
  remark(`${stored.agency.name} ${what} of ${stored.dataset} from ${stored.from} on.`);
};

/** `csg submission list`, `csg submission delete`, `csg submission not-held` and `csg submission held` */
export function addSubmissionCommands(program: Command): void {
  const submission = program
    .command('submission')
    .description('what agencies have delivered of the statutory data sets');
  submission
    .command('list')
    .description('list the deliveries of a partnership, those that were replaced or deleted, too')
    .requiredOption('--partnership <code>', 'the partnership')
    .option('--quarter <quarter>', 'only those for a quarter, written 2023Q2')
    .action(list);
  submission
    .command('delete')
    .description('take a delivery back: exactly its rows are removed; that it existed stays on record')
    .argument('<id>', 'its number in `csg submission list`', parseListedNumber('csg submission list'))
    .action(remove);
  for (const [name, held] of [
    ['not-held', false],
    ['held', true],
  ] as const)
    submission
      .command(name)
      .description(
        held
          ? 'say that an agency holds records of a data set again'
          : 'say that an agency holds no records of a data set, so that nothing is owed',
      )
      .argument('<dataset>', 'code of the data set')
      .requiredOption('--agency <code>', 'the agency')
      .requiredOption('--partnership <code>', 'the partnership')
      .requiredOption('--from <quarter>', 'the first quarter for which it holds, written 2023Q2')
      .action(declare(held));
}
