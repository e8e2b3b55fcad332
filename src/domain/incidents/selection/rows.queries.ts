import { addDays, cutAtMonths, isMonthAligned, londonDay, type Period } from '../../../platform/calendar';
import { type Fragment, join, sql } from '../../../platform/database/sql';
import type { WardBridge } from '../../areas';
import { cellsOn } from '../protected/reading.queries';
import type { Conditions } from './conditions.queries';
import { Needs } from './needs';
import type { Superseded } from './publications';

/** Partnerships whose rows are selected: one, or the members of a county. */
export interface Holders {
  ids: readonly number[];
  /** SQL value of the ids. */
  list: Fragment;
}

/** Partnerships of these ids as an SQL value that is sent once per statement. */
export function holdersFragment(ids: readonly number[]): Holders {
  return { ids, list: sql`${ids}::smallint[]` };
}

type Source = { readonly id: number };

/** Rows of a filter without regard to its areas and shapes, and which of them have no place to be compared with these. */
export interface Placeless {
  everywhere: Conditions;
  unplaced: Fragment;
}

/** Rules that decide which rows a selection contains. */
export interface RowRules {
  holders: Holders;
  conditions: Conditions;
  /** Those of the conditions that concern no place, and what makes a row one that may lie in any. */
  placeless: Placeless;
  /** Sources whose single records may be read. */
  recordSources: readonly Source[];
  /** Sources that are read from cells only. */
  cellSources: readonly Source[];
  /** Rows of open sources that do not count where the closed source is among the sources. */
  superseded: readonly Superseded[];
  /** Whether cells are exact or protected. */
  exactCells: boolean;
  /** How cells of wards of other boundaries are carried to those of one day; null where none is. */
  bridge: WardBridge | null;
  /** Whether the filter is a theme made of flags, which cells by flag answer. */
  byFlagTheme: boolean;
}

/** Rows of a selection, as SQL fragments to use in place of a table. */
export class SelectedRows {
  constructor(private readonly rules: RowRules) {}

  /** Geometries (EPSG:27700) whose intersection the rows lie in. Empty: the whole partnership. */
  get regions(): readonly Fragment[] {
    return this.rules.conditions.regions;
  }

  /** Whether counts of a period are made of whole months, each with its own `month`. */
  isMonthly(period: Period): boolean {
    return !this.recordsOnly && isMonthAligned(period);
  }

  /** Selected rows, with single records of the given sources only. */
  ofSources(recordSources: readonly Source[]): SelectedRows {
    return new SelectedRows({ ...this.rules, recordSources });
  }

  /** Selected rows with a place only, or without one only. */
  located(located: boolean): SelectedRows {
    const condition = located ? sql`c.location_id IS NOT NULL` : sql`c.location_id IS NULL`;
    return this.narrowed({ rows: [condition] });
  }

  /** Rows of all the partnership that the filter selects but for its areas and shapes. */
  everywhere(): SelectedRows {
    return new SelectedRows({ ...this.rules, conditions: this.rules.placeless.everywhere });
  }

  /** Condition on a row c of `counts`: that it has no place to be compared with the areas and shapes of the filter. */
  get isUnplaced(): Fragment {
    return this.rules.placeless.unplaced;
  }

  /** Rows without a place, of which any may lie inside the areas and shapes of the filter or outside. */
  unplaced(): SelectedRows {
    return this.everywhere().narrowed({ rows: [this.rules.placeless.unplaced] });
  }

  /** Selected rows without those of some months, given by their first days. */
  withoutMonths(months: readonly string[]): SelectedRows {
    if (months.length === 0) return this;
    return this.narrowed({
      rows: [sql`c.month <> ALL (${months}::date[])`],
      cells: [sql`e.month <> ALL (${months}::date[])`],
    });
  }

  /** Selected cells with a ward only, or without one only. */
  withWards(known: boolean): SelectedRows {
    return this.narrowed({ cells: [known ? sql`e.ward_id IS NOT NULL` : sql`e.ward_id IS NULL`] });
  }

  private narrowed({ rows = [], cells = [] }: Partial<Conditions>): SelectedRows {
    const { conditions } = this.rules;
    return new SelectedRows({
      ...this.rules,
      conditions: {
        ...conditions,
        rows: [...conditions.rows, ...rows],
        cells: [...conditions.cells, ...cells],
      },
    });
  }

  /** The selected incidents one by one, with the columns of `incident`, for days of any period. */
  records(period: Period): Fragment {
    return sql`(SELECT c.* FROM incident AS c
    WHERE ${this.recordConditions(period)})`;
  }

  /**
   * The selected incidents as counts, with the columns partnership_id, source_id, offence_id, flags, location_id,
   * postcode_district, month, outcome_id and n. Whole months come from `incident_count`; parts of months, and details
   * that only records have, from `incident`.
   */
  counts(period: Period): Fragment {
    const { whole, parts } = this.recordsOnly ? { whole: null, parts: [period] } : cutAtMonths(period);
    const branches = parts.map(
      (part) => sql`SELECT c.partnership_id, c.source_id, c.offence_id, c.flags, c.location_id,
      c.postcode_district, c.month, c.outcome_id, 1 AS n
    FROM incident AS c
    WHERE ${this.recordConditions(part)}`,
    );
    if (whole)
      branches.unshift(sql`SELECT c.partnership_id, c.source_id, c.offence_id, c.flags, c.location_id,
      c.postcode_district, c.month, NULL::smallint AS outcome_id, c.n
    FROM incident_count AS c
    WHERE c.month BETWEEN ${whole.from}::date AND ${whole.to}::date
      AND ${join(this.rowConditions(), ' AND ')}`);
    return sql`(${join(branches, ' UNION ALL ')})`;
  }

  /**
   * The selected cells of closed sources, with the columns partnership_id, source_id, offence_id, flag, ward_id,
   * postcode_district, month, n and estimated. Only whole months are ever selected with cells. Cells of wards of
   * another time than `areasAsOf` are divided among the wards of that day, so that n may have fractions.
   *
   * @param withFlags also the cells by flag, which count records of other cells a second time.
   */
  cells(period: Period, { withFlags }: { withFlags: boolean }): Fragment {
    const { holders, conditions, cellSources, exactCells, bridge, byFlagTheme } = this.rules;
    const all = [
      sql`e.month BETWEEN ${period.from}::date AND ${period.to}::date`,
      sql`e.partnership_id = ANY (${holders.list})`,
      sql`e.source_id = ANY (${cellSources.map(({ id }) => id)}::smallint[])`,
      ...conditions.cells,
      ...(withFlags || byFlagTheme ? [] : [sql`e.flag IS NULL`]),
    ];
    return sql`(SELECT e.partnership_id, e.source_id, e.offence_id, e.flag, e.ward_id, e.postcode_district, e.month, e.n,
      e.estimated
    FROM ${cellsOn(exactCells, bridge)} AS e
    WHERE ${join(all, ' AND ')})`;
  }

  /** Whether the request needs single records. */
  private get recordsOnly(): boolean {
    const { needs } = this.rules.conditions;
    return needs.includes(Needs.OUTCOMES) || needs.includes(Needs.COUNTS_BY_OUTCOME);
  }

  private rowConditions(): Fragment[] {
    const { holders, recordSources, conditions } = this.rules;
    return [
      sql`c.partnership_id = ANY (${holders.list})`,
      sql`c.source_id = ANY (${recordSources.map(({ id }) => id)}::smallint[])`,
      ...conditions.rows,
      ...this.onceConditions(),
    ];
  }

  /** Conditions that leave out open rows which a closed source of the selection already records. */
  private onceConditions(): Fragment[] {
    const { recordSources, cellSources, superseded } = this.rules;
    const counts = (id: number) => [...recordSources, ...cellSources].some((source) => source.id === id);
    return superseded
      .filter(({ openId, closedId }) => counts(openId) && counts(closedId))
      .map(
        ({ openId, offenceIds, holderIds, months }) =>
          sql`NOT (c.source_id = ${openId}::smallint AND c.month BETWEEN ${months.from}::date AND ${months.to}::date
      AND c.offence_id = ANY (${offenceIds}::smallint[]) AND c.partnership_id = ANY (${holderIds}::smallint[]))`,
      );
  }

  private recordConditions(period: Period): Fragment {
    const start = sql`${londonDay(period.from).toISOString()}::timestamptz`;
    const end = sql`${londonDay(addDays(period.to, 1)).toISOString()}::timestamptz`;
    return join(
      [
        ...this.rowConditions(),
        sql`c.occurred_from >= ${start} AND c.occurred_from < ${end}`,
        sql`(c."precision" <> 'MONTH' OR c.occurred_to < ${end})`,
      ],
      ' AND ',
    );
  }
}
