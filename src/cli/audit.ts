import { type Command, Option } from 'commander';
import { purgeAudit, type StoredAuditLine, selectAudit } from '../access';
import { findPartnership } from '../domain/areas';
import { londonDayBounds, londonTime } from '../platform/calendar';
import { readConfig } from '../platform/config';
import type { Database } from '../platform/database';
import { parseDay } from './arguments';
import { say, withDatabase } from './context';

interface AuditOptions {
  partnership?: string;
  from?: string;
  to?: string;
  actor?: string;
  action?: string;
  format: 'csv' | 'json';
}

/** Lines read at once. */
const PAGE = 1_000;

/** All lines of a selection, newest first, in pages. */
async function* linesOf(
  database: Database,
  { partnership, from, to, actor, action }: AuditOptions,
): AsyncGenerator<StoredAuditLine[]> {
  const bounds = { from: from ? londonDayBounds(from).from : null, to: to ? londonDayBounds(to).to : null };
  let before: number | null = null;
  for (;;) {
    const page: StoredAuditLine[] = await database.transaction({ readOnly: true }, async (session) => {
      const partnershipId = partnership ? (await findPartnership(session, partnership)).id : null;
      return selectAudit(session, {
        partnershipId,
        ...bounds,
        actor: actor ?? null,
        action: action ?? null,
        before,
        first: PAGE - 1,
      });
    });
    yield page;
    if (page.length < PAGE) return;
    before = page[page.length - 1].id;
  }
}

/** Field of a CSV line. */
function cell(value: unknown): string {
  const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const COLUMNS = ['at', 'actor', 'action', 'partnership', 'detail'] as const;

async function list(options: AuditOptions): Promise<void> {
  await withDatabase(async (database) => {
    await database.transaction({}, (session) => purgeAudit(session, readConfig().auditDays));
    if (options.format === 'csv') say(COLUMNS.join(','));
    for await (const page of linesOf(database, options))
      for (const { at, actor, action, partnership, detail } of page) {
        const line = { at: londonTime(at), actor, action, partnership, detail };
        if (options.format === 'json') say(JSON.stringify(line));
        else say(COLUMNS.map((column) => cell(line[column])).join(','));
      }
  });
}

/** `csg audit` */
export function addAudit(program: Command): void {
  program
    .command('audit')
    .description(
      'who did or read what, newest first: deliveries, dry runs, keys, edits, refusals, reads of records',
    )
    .option('--partnership <code>', 'only what concerns it')
    .option('--from <day>', 'first day', parseDay)
    .option('--to <day>', 'last day', parseDay)
    .option('--actor <name>', 'who acted: "key 12" or "command line"')
    .option(
      '--action <name>',
      'what was done, such as delivery.load; or its part before the point, such as key',
    )
    .addOption(
      new Option('--format <format>', 'csv, or json with a line each')
        .choices(['csv', 'json'])
        .default('csv'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ csg audit --partnership E22000353 --action delivery --from 2026-01-01',
    )
    .action(list);
}
