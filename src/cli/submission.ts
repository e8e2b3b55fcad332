import type { Command } from 'commander';
import { writeAudit } from '../access';
import { findPartnership } from '../domain/areas';
import {
  declareHolding,
  listExceptions,
  parseQuarter,
  quarterOf,
  selectSubmission,
  selectSubmissions,
  setException,
  withdrawSubmission,
} from '../ingest/deliveries';
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
        ...[each.public_id, quarterOf(each.quarter).code, each.content, each.agency_code],
        ...[each.received_at.toISOString().slice(0, 10), each.read, each.loaded, each.unchanged],
        ...[each.outside, each.unlocated, each.rejected, each.state.toLowerCase()],
      ].join('\t'),
    );
}

async function remove(id: string): Promise<void> {
  const removed = await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const submission = await selectSubmission(session, id);
      const { partnership_id: partnershipId } = submission;
      const detail = { submission: id };
      await writeAudit(session, { actor: ACTOR, action: 'submission.delete', partnershipId, detail });
      return withdrawSubmission(session, submission, ACTOR);
    }),
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
    database.transaction({}, async (session) => {
      const holding = await declareHolding(session, { ...options, dataset, held, version: null }, ACTOR);
      const { id: partnershipId } = await findPartnership(session, options.partnership);
      const detail = { agency: holding.agency.code, held };
      await writeAudit(session, { actor: ACTOR, action: 'holding.set', partnershipId, detail });
      return holding;
    }),
  );
  const what = held ? 'holds records' : 'holds no records';
  remark(`${stored.agency.name} ${what} of ${stored.dataset} from ${stored.from} on.`);
};

interface ExceptionOptions {
  agency: string;
  partnership: string;
}

const allow = (allowed: boolean) => async (dataset: string, options: ExceptionOptions) => {
  const stored = await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const exception = await setException(session, { ...options, dataset }, allowed, ACTOR);
      const { id: partnershipId } = await findPartnership(session, options.partnership);
      const detail = { agency: exception.agency.code, dataset: exception.dataset, allowed };
      await writeAudit(session, { actor: ACTOR, action: 'delivery.exception', partnershipId, detail });
      return exception;
    }),
  );
  remark(
    allowed
      ? `${stored.agency.name} may deliver ${stored.dataset}.`
      : `${stored.agency.name} has no exception for ${stored.dataset}. What it has delivered stays.`,
  );
};

async function listAllowed({ partnership }: { partnership: string }): Promise<void> {
  const exceptions = await withDatabase((database) =>
    database.transaction({ readOnly: true }, (session) => listExceptions(session, partnership)),
  );
  say('dataset\tagency\tallowed by\tsince');
  for (const { dataset, agency, allowedBy, allowedAt } of exceptions)
    say([dataset, agency.code, allowedBy, allowedAt.toISOString().slice(0, 10)].join('\t'));
}

/** Adds `csg submission allow`, `csg submission disallow` and `csg submission allowed`. */
function addExceptionCommands(submission: Command): void {
  for (const [name, allowed] of [
    ['allow', true],
    ['disallow', false],
  ] as const)
    submission
      .command(name)
      .description(
        allowed
          ? 'let an agency deliver a data set that the Regulations put on another kind of agency'
          : 'take that back; what was delivered stays',
      )
      .argument('<dataset>', 'code of the data set')
      .requiredOption('--agency <code>', 'the agency')
      .requiredOption('--partnership <code>', 'the partnership')
      .action(allow(allowed));
  submission
    .command('allowed')
    .description('list the agencies that may deliver a data set of another kind of agency')
    .requiredOption('--partnership <code>', 'the partnership')
    .action(listAllowed);
}

/** Adds the commands of `csg submission`. */
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
    .argument('<id>', 'its id in `csg submission list`')
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
  addExceptionCommands(submission);
}
