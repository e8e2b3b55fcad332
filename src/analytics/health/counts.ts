import { ArrayMaxSize } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { AreaKind } from '../../domain/areas';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import {
  CountDimension,
  type CountTotal,
  countByDimensions,
  type IncidentFilter,
  type KeyedCount,
  Needs,
  type Selection,
} from '../../domain/incidents';
import { OFFENCES } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  sourcesOf,
} from '../analytic';
import { type HealthCountRow, HealthCounts, HealthDimension } from './counts.type';
import { PartnershipHealthArgs } from './health.input';
import { HOSPITAL_ADMISSIONS, isHealth, isHospital } from './sources';

/** Question about health records. */
export interface HealthQuestion {
  /** Code of the partnership. */
  partnership: string;
  period: Period;
  /** Codes of health sources; empty: hospital-admissions. */
  sources: readonly string[];
  /** Codes of offences; empty: all of the sources named, or admissions where none is. */
  offences: readonly string[];
}

const MAX_ROWS = 50_000;

/** Codes of admissions by diagnosis; the source may also contain attendances in emergency departments. */
const ADMISSIONS = OFFENCES.filter(({ icdBlock }) => icdBlock).map(({ code }) => code);

/** Caveat on counts in which hospital records take part. */
export function homeCaveats(selection: Selection): Caveat[] {
  return caveatIf(
    sourcesOf(selection).some(isHospital),
    CaveatCode.HOME_ADDRESS,
    'Hospital records count where the patient lives, not where anything happened.',
  );
}

const TIMES = [HealthDimension.MONTH, HealthDimension.QUARTER, HealthDimension.YEAR];

/** @throws Problem BAD_USER_INPUT where dimensions exclude each other. */
export function checkDimensions(by: readonly HealthDimension[]): void {
  if (TIMES.filter((time) => by.includes(time)).length > 1)
    throw new Problem('BAD_USER_INPUT', `by: at most one of the times: ${TIMES.join(', ')}.`, {
      field: 'by',
    });
}

/** Filter that selects the health records of a question. */
export function filterOf({ partnership, period, sources, offences }: HealthQuestion): IncidentFilter {
  const plain = sources.length === 0 && offences.length === 0;
  const recorded = plain ? ADMISSIONS : offences;
  return {
    partnership,
    period,
    sources: sources.length > 0 ? [...sources] : [HOSPITAL_ADMISSIONS],
    ...(recorded.length > 0 ? { offences: [...recorded] } : {}),
  };
}

/**
 * Resolves a filter of health records for the viewer of a request.
 *
 * @throws Problem BAD_USER_INPUT where a source is not a health source; and as `select`.
 */
export async function selectHealth(
  session: Session,
  context: AnalyticContext,
  where: IncidentFilter,
  by: AreaKind[],
  areasOn?: string,
): Promise<Selection> {
  const selection = await context.select(session, where, by, areasOn);
  const { vocabulary, recordSources, cellSources } = selection;
  if (![...recordSources, ...cellSources].every(isHealth)) {
    const allowed = vocabulary.sources.all.filter(isHealth).map(({ code }) => code);
    throw new Problem(
      'BAD_USER_INPUT',
      `sources: only those of health are counted here: ${allowed.join(', ')}. incidentCounts takes all.`,
      { field: 'sources' },
    );
  }
  return selection;
}

/** Counts of health records by the dimensions in `by`, and their total. */
export async function countHealth(
  session: Session,
  selection: Selection,
  by: readonly HealthDimension[],
): Promise<{ rows: HealthCountRow[]; total: CountTotal }> {
  const dimensions = by
    .filter((dimension) => dimension !== HealthDimension.ICD_BLOCK)
    .map((dimension) => CountDimension[dimension as keyof typeof CountDimension]);
  if (by.includes(HealthDimension.ICD_BLOCK)) dimensions.push(CountDimension.OFFENCE);
  const page = { after: null, first: MAX_ROWS };
  const counted = await countByDimensions(session, selection, [...new Set(dimensions)], page);
  const { total } = counted;
  // A row is a district, month or block with records; those of 0 would be most of a table by block.
  const rows = counted.rows.filter(({ count }) => count > 0);
  if (rows.length > MAX_ROWS)
    throw new Problem(
      'TOO_LARGE',
      `More than ${MAX_ROWS} rows. Ask for a shorter period or fewer dimensions.`,
      {
        limit: MAX_ROWS,
      },
    );
  return {
    rows: grouped(
      rows.map((counted) => toHealth(counted, by, selection)),
      by,
    ),
    total,
  };
}

function toHealth(
  { row, count }: KeyedCount,
  by: readonly HealthDimension[],
  { vocabulary }: Selection,
): HealthCountRow {
  const offence = row.offence === null ? undefined : vocabulary.offences.find(row.offence);
  return {
    postcodeDistrict: row.areaCode,
    month: row.month,
    quarter: row.quarter,
    year: row.year,
    icdBlock: by.includes(HealthDimension.ICD_BLOCK) ? (offence?.icdBlock ?? null) : null,
    offence: by.includes(HealthDimension.OFFENCE) ? row.offence : null,
    source: row.source,
    count,
    perturbed: row.perturbed,
  };
}

const KEYS: Record<HealthDimension, keyof HealthCountRow> = {
  POSTCODE_DISTRICT: 'postcodeDistrict',
  MONTH: 'month',
  QUARTER: 'quarter',
  YEAR: 'year',
  ICD_BLOCK: 'icdBlock',
  OFFENCE: 'offence',
  SOURCE: 'source',
};

/** Rows with equal dimensions added up and sorted by them; unknown values come first. */
function grouped(rows: readonly HealthCountRow[], by: readonly HealthDimension[]): HealthCountRow[] {
  const groups = new Map<string, HealthCountRow>();
  for (const row of rows) {
    const key = by.map((dimension) => row[KEYS[dimension]] ?? '').join('\n');
    const same = groups.get(key);
    if (same) {
      same.count += row.count;
      same.perturbed ||= row.perturbed;
    } else groups.set(key, { ...row });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

@ArgsType()
export class CountArgs extends PartnershipHealthArgs {
  @ArrayMaxSize(7)
  @Field(() => [HealthDimension], {
    defaultValue: [],
    description: 'Dimensions to count by; empty for the total alone.',
  })
  by!: HealthDimension[];
}

@Resolver()
export class HospitalAdmissionResolver {
  @Analytic(() => HealthCounts, {
    description:
      'Numbers of admissions to hospital, or of other health records that `sources` names, by any set of ' +
      'dimensions, as flat rows. Below the role PARTNER of the partnership all counts are protected ones.',
    needs: Needs.COUNTS,
    exports: [
      {
        rows: 'rows',
        columns: 'postcodeDistrict month quarter year icdBlock offence source count perturbed',
        defaultParameters: { by: 'postcode-district' },
      },
    ],
  })
  async hospitalAdmissions(context: AnalyticContext, args: CountArgs): Promise<HealthCounts> {
    const { by } = args;
    checkDimensions(by);
    const where = filterOf(args);
    return context.session(async (session) => {
      const kinds = by.includes(HealthDimension.POSTCODE_DISTRICT) ? [AreaKind.POSTCODE_DISTRICT] : [];
      const selection = await selectHealth(session, context, where, kinds);
      const { rows, total } = await countHealth(session, selection, by);
      return {
        rows,
        total,
        parameters: [...listParameters({ by: by.join(',') || null }), ...filterParameters(where, selection)],
        ...countedFrom(selection),
        caveats: [...selection.caveats, ...homeCaveats(selection)],
      };
    });
  }
}
