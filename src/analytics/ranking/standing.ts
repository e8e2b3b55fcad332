/** Value of a cell on the scale of its criterion; null: unknown, which never counts as zero. */
export interface ScaledValue {
  value: number | null;
  least: number;
  greatest: number;
}

/** Totals of the cells of a theme. */
export interface Standing {
  /** Sum of the known values, as published; null where none is known. */
  total: number | null;
  /** Total as printed: `7 (*)` where a value is unknown. */
  totalLabel: string;
  /** Number of criteria with a known value, and of all criteria. */
  answered: number;
  of: number;
  /** Total with unknown cells imputed by the mean of the known ones; null where none is known. */
  prorated: number | null;
  /** Total with every unknown cell at its least, and at its greatest, possible value. */
  lowerBound: number;
  upperBound: number;
}

/** Rank of a theme among others. */
export interface Place {
  rank: number | null;
  publishedRank: number | null;
  /** Best and worst rank over all possible values of the unknown cells. */
  rankInterval: { best: number; worst: number };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Rounded so that sums of equal parts in another order are equal; whole numbers stay whole. */
const rounded = (value: number) => Math.round(value * 1e9) / 1e9;

/**
 * Totals of the cells of a theme. On one scale, `prorated` is the mean of the known values × the number of criteria.
 * Where scales differ, each unknown cell is imputed at the mean relative height of the known ones, so the total stays
 * within [lowerBound, upperBound].
 */
export function standingOf(cells: readonly ScaledValue[]): Standing {
  const known = cells.filter(({ value }) => value !== null);
  const unknown = cells.filter(({ value }) => value === null);
  const answered = known.length;
  const total = sum(known.map(({ value }) => value!));
  const height =
    sum(known.map(({ value, least, greatest }) => (value! - least) / (greatest - least))) / answered;
  const assumed = sum(unknown.map(({ least, greatest }) => least + height * (greatest - least)));
  const complete = unknown.length === 0;
  return {
    total: answered > 0 ? total : null,
    totalLabel: complete ? `${total}` : answered > 0 ? `${total} (*)` : '(*)',
    answered,
    of: cells.length,
    prorated: answered > 0 ? rounded(complete ? total : total + assumed) : null,
    lowerBound: total + sum(unknown.map(({ least }) => least)),
    upperBound: total + sum(unknown.map(({ greatest }) => greatest)),
  };
}

/** Ranks from 1, the greatest first; equal values share the better rank, unknown values have none. */
export function competitionRanks(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) =>
    value === null ? null : 1 + values.filter((other) => other !== null && other > value).length,
  );
}

/** Ranks of some themes: `rank` by the prorated total, `publishedRank` by the printed one. */
export function placesOf(standings: readonly Standing[]): Place[] {
  const ranks = competitionRanks(standings.map(({ prorated }) => prorated));
  const published = competitionRanks(standings.map(({ total }) => total));
  return standings.map(({ lowerBound, upperBound }, i) => {
    const others = standings.filter((_, other) => other !== i);
    return {
      rank: ranks[i],
      publishedRank: published[i],
      rankInterval: {
        best: 1 + others.filter((other) => other.lowerBound > upperBound).length,
        worst: 1 + others.filter((other) => other.upperBound > lowerBound).length,
      },
    };
  });
}
