import { ONE_LINE, personalText } from '../../access';
import type { IndicatorContent, IndicatorFigure } from '../../analytics/indicators';
import { CODE } from '../../domain/vocabulary';
import { type Fields, Refusal } from '../reading/table';

/** Columns of a file of indicators. */
export const COLUMNS = [
  ...(['code', 'name', 'unit', 'frequency', 'period', 'value'] as const),
  ...(['higher_is_better', 'source', 'licence'] as const),
] as const;
/** Columns that a file may leave out. */
export const OPTIONAL = ['numerator', 'denominator'] as const;
export type Column = (typeof COLUMNS)[number] | (typeof OPTIONAL)[number];

/** A row: a figure with the indicator that it belongs to. */
export interface IndicatorRow {
  line: number;
  indicator: IndicatorContent;
  figure: IndicatorFigure;
}

const FREQUENCIES: Record<string, IndicatorContent['frequency'] | undefined> = {
  month: 'MONTH',
  quarter: 'QUARTER',
  year: 'YEAR',
};
const YES_OR_NO: Record<string, boolean | undefined> = { yes: true, no: false };

function text(column: Column, value: string, most: number): string {
  if (value === '' || value.length > most || !ONE_LINE.test(value))
    throw new Refusal(column, `blank, longer than ${most} characters, or not on one line`);
  if (personalText(value) !== null)
    throw new Refusal(column, 'looks like personal data, which no indicator may hold');
  return value;
}

const MONTH = /^((?:19|20)\d\d)-(0[1-9]|1[0-2])$/;
const QUARTER = /^((?:19|20)\d\d)[- ]?Q([1-4])$/i;
const CALENDAR_YEAR = /^(?:19|20)\d\d$/;
const FINANCIAL_YEAR = /^((?:19|20)\d\d)[/-](\d\d)$/;

/** First month of a period: a month by itself, or as quarter or year of the calendar, or a financial year. */
function firstMonthOf(value: string, frequency: IndicatorContent['frequency']): string | null {
  const [, begins, ends] = FINANCIAL_YEAR.exec(value) ?? [];
  if (frequency === 'YEAR' && begins !== undefined && (Number(begins) + 1) % 100 === Number(ends))
    return `${begins}-04`;
  if (MONTH.test(value)) return value;
  const [, year, quarter] = QUARTER.exec(value) ?? [];
  if (frequency === 'QUARTER' && year !== undefined)
    return `${year}-${['01', '04', '07', '10'][Number(quarter) - 1]}`;
  return frequency === 'YEAR' && CALENDAR_YEAR.test(value) ? `${value}-01` : null;
}

const EXAMPLES = {
  MONTH: 'a month as 2024-05',
  QUARTER: 'a quarter as 2024-Q2, nor its first month as 2024-04',
  YEAR: 'a year as 2024 or 2023/24, nor the first of twelve months as 2023-07',
};

function numberOf(column: Column, value: string, pattern: RegExp): number | null {
  if (value === '') return null;
  if (!pattern.test(value)) throw new Refusal(column, 'not a number without a unit or thousands separator');
  return Number(value);
}

const ANY = /^-?\d{1,12}(\.\d{1,12})?$/;
const NOT_NEGATIVE = /^\d{1,12}(\.\d{1,12})?$/;

/** Numerator and denominator: both, or neither. */
function casesOf(field: Fields<Column>, columns: readonly Column[]) {
  const number = (column: Column) =>
    columns.includes(column) ? numberOf(column, field(column), NOT_NEGATIVE) : null;
  const [numerator, denominator] = [number('numerator'), number('denominator')];
  if ((numerator === null) !== (denominator === null))
    throw new Refusal(
      numerator === null ? 'numerator' : 'denominator',
      'missing beside the other of the two',
    );
  if (denominator === 0) throw new Refusal('denominator', 'not above zero');
  return { numerator, denominator };
}

/** Reads rows of a file that has some columns. */
export const reader =
  (columns: readonly Column[]) =>
  (field: Fields<Column>, line: number): IndicatorRow => {
    const code = field('code');
    if (!CODE.test(code)) throw new Refusal('code', 'not a code in lower case with hyphens');
    const frequency = FREQUENCIES[field('frequency').toLowerCase()];
    if (frequency === undefined) throw new Refusal('frequency', 'not month, quarter or year');
    const higherIsBetter = YES_OR_NO[field('higher_is_better').toLowerCase()];
    if (higherIsBetter === undefined) throw new Refusal('higher_is_better', 'not yes or no');
    const month = firstMonthOf(field('period'), frequency);
    if (month === null) throw new Refusal('period', `not ${EXAMPLES[frequency]}`);
    const value = numberOf('value', field('value'), ANY);
    return {
      line,
      indicator: {
        ...{ code, frequency, higherIsBetter },
        name: text('name', field('name'), 100),
        unit: text('unit', field('unit'), 100),
        source: text('source', field('source'), 500),
        licence: text('licence', field('licence'), 200),
      },
      figure: { ...{ line, code, value, from: `${month}-01` }, ...casesOf(field, columns) },
    };
  };
