import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { IndicatorEntity, IndicatorValueEntity } from './indicator.entity';

const STORE_INDICATORS = loadSql(__dirname, 'store_indicators');
const STORE_INDICATOR_VALUES = loadSql(__dirname, 'store_indicator_values');
const REMOVE_INDICATOR_VALUES = loadSql(__dirname, 'remove_indicator_values');
const REMOVE_EMPTY_INDICATORS = loadSql(__dirname, 'remove_empty_indicators');

/** Indicator as a file tells it. */
export type IndicatorContent = Omit<IndicatorEntity, 'partnershipId'>;

/** Figure of an indicator in a file, with its line; without a value, the figure is to be removed. */
export interface IndicatorFigure {
  line: number;
  /** Code of the indicator. */
  code: string;
  /** First day of the period. */
  from: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

/** Indicator of a partnership with its figures, oldest first. */
export interface Series extends IndicatorEntity {
  values: IndicatorValueEntity[];
}

const linesOf = (rows: { line: number }[]) => rows.map(({ line }) => line);

/**
 * Stores indicators and their figures; figures without a value are removed, and so is an indicator without any left.
 *
 * @returns lines of the figures that changed something, and whether anything at all is different now.
 */
export async function storeIndicators(
  session: Session,
  partnershipId: number,
  indicators: readonly IndicatorContent[],
  figures: readonly IndicatorFigure[],
): Promise<{ changed: number[]; differs: boolean }> {
  const of = { partnership_id: partnershipId };
  const known = await session.manager.find(IndicatorEntity, { where: { partnershipId } });
  const renewed = await session.query<{ code: string }>(STORE_INDICATORS, {
    ...{ ...of, indicators: JSON.stringify(indicators) },
  });
  const given = JSON.stringify(figures.filter(({ value }) => value !== null));
  const stored = await session.query<{ line: number }>(STORE_INDICATOR_VALUES, { ...of, figures: given });
  const gone = JSON.stringify(figures.filter(({ value }) => value === null));
  const removed = await session.query<{ line: number }>(REMOVE_INDICATOR_VALUES, { ...of, figures: gone });
  const emptied = await session.query<{ code: string }>(REMOVE_EMPTY_INDICATORS, of);
  const changed = [...linesOf(stored), ...linesOf(removed)];
  // An indicator that was new and has no figure came and went.
  const isNew = (code: string) => !known.some((each) => each.code === code);
  const isEmpty = (code: string) => emptied.some((each) => each.code === code);
  return {
    changed,
    differs: changed.length > 0 || renewed.some(({ code }) => !(isNew(code) && isEmpty(code))),
  };
}

/** Indicators of a partnership, by code, each with its figures. */
export async function selectIndicators(
  { manager }: Session,
  partnershipId: number,
  codes: readonly string[] | null = null,
): Promise<Series[]> {
  const where = codes ? codes.map((code) => ({ partnershipId, code })) : { partnershipId };
  const indicators = await manager.find(IndicatorEntity, { where, order: { code: 'ASC' } });
  const values = await manager.find(IndicatorValueEntity, { where, order: { periodFrom: 'ASC' } });
  return indicators.map((indicator) => ({
    ...indicator,
    values: values.filter(({ code }) => code === indicator.code),
  }));
}

/** Indicators of some codes of all partnerships, each with its figures. */
export async function selectIndicatorsOfAll(
  { manager }: Session,
  codes: readonly string[],
): Promise<Series[]> {
  const where = codes.map((code) => ({ code }));
  const indicators = await manager.find(IndicatorEntity, {
    where,
    order: { partnershipId: 'ASC', code: 'ASC' },
  });
  const values = await manager.find(IndicatorValueEntity, { where, order: { periodFrom: 'ASC' } });
  return indicators.map((indicator) => ({
    ...indicator,
    values: values.filter(
      ({ partnershipId, code }) => partnershipId === indicator.partnershipId && code === indicator.code,
    ),
  }));
}
