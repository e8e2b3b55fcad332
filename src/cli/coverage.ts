import { Argument, type Command, InvalidArgumentError } from 'commander';
import { writeAudit } from '../access';
import { findPartnership } from '../domain/areas';
import {
  type CoverageMonth,
  CoverageStatus,
  coverageCalendar,
  declareCoverage,
  lockPartnership,
  raiseDataVersion,
  selectCoverage,
} from '../domain/incidents';
import { vocabularyAt } from '../domain/vocabulary';
import { addMonths, today } from '../platform/calendar';
import { Problem } from '../platform/errors';
import { remark, say, withDatabase } from './context';

const MARKS: Record<CoverageStatus, string> = {
  [CoverageStatus.DELIVERED]: '■',
  [CoverageStatus.HOLE]: '✗',
  [CoverageStatus.UNKNOWN]: '?',
  [CoverageStatus.NOT_YET_DUE]: '…',
};
const BLANK = '·';

/** Lines of a calendar, one per year: a mark for each month, the worst one where publishers differ. */
function yearLines(months: readonly CoverageMonth[]): string[] {
  const marks = new Map<string, string>();
  for (const { month, status } of months)
    if (status !== CoverageStatus.DELIVERED || !marks.has(month)) marks.set(month, MARKS[status]);
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))].sort();
  return years.map((year) => {
    const twelve = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
    return `  ${year}  ${twelve.map((month) => marks.get(month) ?? BLANK).join(' ')}`;
  });
}

/** Rows by publisher, and the holes with the publisher that is missing. */
function publisherLines(months: readonly CoverageMonth[]): string[] {
  const due = months.filter(({ status }) => status !== CoverageStatus.NOT_YET_DUE);
  const publishers = [...new Set(due.map(({ publisher }) => publisher))];
  return publishers.map((publisher) => {
    const own = due.filter((month) => month.publisher === publisher);
    const came = own.filter(({ status }) => status === CoverageStatus.DELIVERED);
    const holes = own.filter(({ status }) => status !== CoverageStatus.DELIVERED).map(({ month }) => month);
    const sum = (of: (month: CoverageMonth) => number | null) =>
      came.reduce((total, month) => total + (of(month) ?? 0), 0);
    const rows = `${came.length} months, ${sum((m) => m.located)} rows located, ${sum((m) => m.unlocated)} without a place`;
    return `  ${publisher ?? 'unknown publisher'}: ${rows}${holes.length > 0 ? `; missing ${holes.join(', ')}` : ''}`;
  });
}

async function show({ partnership: code }: { partnership: string }): Promise<void> {
  const lines = await withDatabase((database) =>
    database.transaction({ readOnly: true }, async (session) => {
      const { id, dataVersion } = await findPartnership(session, code);
      const { sources } = await vocabularyAt(session, { id, dataVersion });
      const rows = await selectCoverage(session, [id]);
      return [...new Set(rows.map((row) => row.source_id))].flatMap((sourceId) => {
        const own = rows.filter((row) => row.source_id === sourceId);
        const months = coverageCalendar(sources.get(sourceId), own, today());
        const { name, code: source } = sources.get(sourceId);
        const header = '        J F M A M J J A S O N D';
        return [`${name} (${source})`, header, ...yearLines(months), ...publisherLines(months), ''];
      });
    }),
  );
  if (lines.length === 0) {
    say(`Nothing has been delivered to ${code} yet. Next: csg import police-uk --partnership ${code} PATH`);
    return;
  }
  for (const line of lines) say(line);
  say(
    `${MARKS.DELIVERED} delivered  ${MARKS.HOLE} never delivered, counted as unknown  ${MARKS.UNKNOWN} nobody can say  ` +
      `${MARKS.NOT_YET_DUE} not yet due`,
  );
}

interface SetOptions {
  partnership: string;
  source: string;
  publisher: string;
  from: string;
  to: string;
}

function month(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('A month, as 2024-03.');
  return `${text}-01`;
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let each = from; each <= to; each = addMonths(each, 1)) months.push(each);
  if (months.length === 0) throw new Problem('BAD_USER_INPUT', '--from must not be later than --to.');
  return months;
}

async function set(status: 'delivered' | 'missing', options: SetOptions): Promise<void> {
  const { partnership: code, publisher } = options;
  const months = monthsBetween(options.from, options.to);
  await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const { id, dataVersion } = await findPartnership(session, code);
      await lockPartnership(session, id);
      const { sources } = await vocabularyAt(session, { id, dataVersion });
      const source = sources.find(options.source);
      if (!source)
        throw new Problem(
          'BAD_USER_INPUT',
          `--source is not a known source. Known: ${sources.all.map((each) => each.code).join(', ')}.`,
        );
      const declaration = { months, publisher, declaredBy: 'command line' } as const;
      await declareCoverage(
        session,
        { partnership_id: id, source_id: source.id },
        { ...declaration, status: status === 'delivered' ? 'DELIVERED' : 'MISSING' },
      );
      await raiseDataVersion(session, id, source);
      const detail = { source: source.code, status, from: months[0], to: months[months.length - 1] };
      await writeAudit(session, { actor: 'command line', action: 'coverage.set', partnershipId: id, detail });
    }),
  );
  remark(`${months.length} months of ${options.source} by ${publisher} are taken as ${status}.`);
}

/** `csg coverage` */
export function addCoverage(program: Command): void {
  const coverage = program
    .command('coverage')
    .description('show which months each source has delivered, as a calendar with the holes')
    .requiredOption('--partnership <code>', 'the partnership')
    .addHelpText('after', '\nExample:\n  $ csg coverage --partnership E22000353')
    .action(show);
  coverage
    .command('set')
    .description('say whether months were delivered, where files cannot tell')
    .addArgument(
      new Argument('<status>', 'delivered: came, whatever is on record; missing: take it for a hole').choices(
        ['delivered', 'missing'],
      ),
    )
    .requiredOption('--source <code>', 'source of the records, as police-uk-street')
    .requiredOption('--publisher <name>', 'force or agency, as csg coverage names it')
    .requiredOption('--from <month>', 'first month, as 2019-07', month)
    .requiredOption('--to <month>', 'last month', month)
    .addHelpText(
      'after',
      '\nExample:\n  $ csg coverage set missing --partnership E22000353 --source police-uk-street \\\n      --publisher "Bedfordshire Police" --from 2019-07 --to 2019-09',
    )
    // The command above takes --partnership wherever it stands.
    .configureHelp({ showGlobalOptions: true })
    .action((status: 'delivered' | 'missing', _: object, command: Command) =>
      set(status, command.optsWithGlobals<SetOptions>()),
    );
}
