import {
  type SntPriority,
  type SurveyResult,
  sntAreaCodes,
  storeSntPriorities,
  storeSurveyResults,
} from '../../analytics/perception';
import { findPartnership, type Partnership } from '../../domain/areas';
import { lockPartnership, raiseDataVersion } from '../../domain/incidents';
import { vocabularyAt } from '../../domain/vocabulary';
import { IsoDate } from '../../platform/calendar';
import type { Database, Session } from '../../platform/database';
import { openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { hasColumns } from '../reading/csv';
import { acceptsTable, deliverFiles, type Transaction } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import type { ImportOptions } from '../reading/import-files';
import type { RowReject } from '../reading/record';
import { countOf, type Fields, isRefused, Refusal, readTable } from '../reading/table';

const SURVEY = ['survey', 'date', 'theme', 'question', 'share', 'sample_size'] as const;
const PRIORITIES = ['snt_area', 'theme', 'from', 'to'] as const;

/** Text on one line that is not blank. @throws Refusal. */
function line(column: string, text: string, most: number): string {
  if (text === '' || text.length > most || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text))
    throw new Refusal(column, `blank, longer than ${most} characters, or not on one line`);
  return text;
}

/** Day. @throws Refusal. */
function day(column: string, text: string): string {
  try {
    return IsoDate.parseValue(text);
  } catch {
    throw new Refusal(column, 'not a date as YYYY-MM-DD');
  }
}

/** Share from 0 to 1, also written as a percentage. @throws Refusal. */
function share(column: string, text: string): number {
  const [, digits, percent] = /^(\d{1,3}(?:\.\d{1,6})?)\s*(%?)$/.exec(text) ?? [];
  const value = Number(digits) / (percent ? 100 : 1);
  if (digits === undefined || value > 1) throw new Refusal(column, 'not a share of 0 to 1, or of 0% to 100%');
  return value;
}

type Lined<T> = T & { line: number };

/** Codes that rows may contain. */
interface KnownCodes {
  themes: ReadonlySet<string>;
  /** Codes of SNT areas of any date. */
  areas: ReadonlySet<string>;
}

function themeOf(text: string, { themes }: KnownCodes): string {
  if (!themes.has(text)) throw new Refusal('theme', 'not the code of a theme');
  return text;
}

const surveyReader =
  (known: KnownCodes) =>
  (field: Fields<(typeof SURVEY)[number]>, lineNumber: number): Lined<SurveyResult> => ({
    line: lineNumber,
    survey: line('survey', field('survey'), 100),
    surveyedOn: day('date', field('date')),
    theme: themeOf(field('theme'), known),
    question: line('question', field('question'), 300),
    share: share('share', field('share')),
    sampleSize: field('sample_size') === '' ? null : positive('sample_size', field('sample_size')),
  });

/** Whole number above zero. @throws Refusal. */
function positive(column: string, text: string): number {
  const n = countOf(column, text);
  if (n === 0) throw new Refusal(column, 'not a whole number above zero');
  return n;
}

const priorityReader =
  (known: KnownCodes) =>
  (field: Fields<(typeof PRIORITIES)[number]>, lineNumber: number): Lined<SntPriority> => {
    const areaCode = field('snt_area');
    if (areaCode !== '' && !known.areas.has(areaCode))
      throw new Refusal('snt_area', 'not the code of an SNT area of the partnership');
    const period = { from: day('from', field('from')), to: day('to', field('to')) };
    if (period.from > period.to) throw new Refusal('to', 'before the day in from');
    return { line: lineNumber, areaCode, theme: themeOf(field('theme'), known), period };
  };

/** Rows of a file without repetitions, which are rejected. */
async function readOnce<T extends { line: number }>(
  batches: AsyncGenerator<(T | RowReject)[]>,
  keyOf: (row: T) => string,
  account: FileAccount,
): Promise<Omit<T, 'line'>[]> {
  const rows = new Map<string, Omit<T, 'line'>>();
  for await (const batch of batches) {
    account.read += batch.length;
    for (const row of batch) {
      if (isRefused(row as object)) {
        account.rejectRow(row as RowReject);
        continue;
      }
      const { line, ...rest } = row as T;
      const key = keyOf(row as T);
      if (rows.has(key))
        account.rejectRow({ line, field: 'row', reason: 'says the same thing as an earlier row' });
      else rows.set(key, rest);
    }
  }
  return [...rows.values()];
}

const SURVEY_LAYOUT = { name: 'a file of survey results', required: SURVEY, known: PRIORITIES };
const PRIORITY_LAYOUT = { name: 'a file of priorities of SNT areas', required: PRIORITIES, known: SURVEY };

const surveyKey = ({ survey, surveyedOn, theme, question }: SurveyResult) =>
  JSON.stringify([survey, surveyedOn, theme, question]);
const priorityKey = ({ areaCode, theme, period: { from, to } }: SntPriority) =>
  JSON.stringify([areaCode, theme, from, to]);

/** Reads and stores a file of one of the two layouts. */
async function store(
  session: Session,
  { id: partnershipId, dataVersion }: Partnership,
  file: SourceFile,
  isSurvey: boolean,
  account: FileAccount,
): Promise<{ rows: number; changed: number; removed: number }> {
  const vocabulary = await vocabularyAt(session, { id: partnershipId, dataVersion });
  const themes = new Set(vocabulary.themes.all.map(({ code }) => code));
  const known = { themes, areas: await sntAreaCodes(session, partnershipId) };
  if (isSurvey) {
    const batches = readTable(file, SURVEY_LAYOUT, surveyReader(known));
    const results = await readOnce(batches, surveyKey, account);
    const changed = await storeSurveyResults(session, partnershipId, results);
    return { rows: results.length, changed: changed.length, removed: 0 };
  }
  const batches = readTable(file, PRIORITY_LAYOUT, priorityReader(known));
  const priorities = await readOnce(batches, priorityKey, account);
  const { changed, removed } = await storeSntPriorities(session, partnershipId, priorities);
  return { rows: priorities.length, changed: changed.length, removed };
}

async function loadPerception(
  transaction: Transaction,
  path: string,
  partnership: string,
): Promise<RowAccount> {
  const isSurvey = await hasColumns(await openSource(path), ['survey']);
  const file = await openSource(path);
  return transaction(async (session) => {
    const found = await findPartnership(session, partnership);
    const { id } = found;
    await lockPartnership(session, id);
    const account = new FileAccount(file);
    const { rows, changed, removed } = await store(session, found, file, isSurvey, account);
    account.add('loaded', changed).add('unchanged', rows - changed);
    if (changed + removed > 0) await raiseDataVersion(session, id);
    await account.record(session, id, isSurvey ? 'survey-results' : 'snt-priorities');
    return account;
  });
}

/**
 * Imports public perception: results of surveys (`survey, date, theme, question, share, sample_size`), or priorities of
 * SNT areas (`snt_area, theme, from, to`), recognised by their columns, one transaction per file. The last file that
 * names a period defines its priorities.
 *
 * @throws Problem where a file cannot be read, or has other columns.
 */
export async function importPerception(database: Database, options: ImportOptions): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing public perception', accepts: acceptsTable };
  await deliverFiles(database, delivery, async (transaction, path) => {
    account.merge(await loadPerception(transaction, path, options.partnership));
  });
  return account;
}
