/** Cell of a theme on the scale of its criterion. */
export interface ScaledValue {
  /** Null: unknown, or known only to lie between the bounds; it never counts as zero. */
  value: number | null;
  /** Least and greatest value that is possible: the value itself where it is exact, the whole scale where nothing is known. */
  lower: number;
  upper: number;
  /** Scale of the criterion. */
  least: number;
  greatest: number;
}

/** Totals of the cells of a theme. */
export interface Standing {
  /** Sum of the known values, as published; null where none is known. */
  total: number | null;
  /** Total as printed: `7 (*)` where a value is unknown. */
  totalLabel: string;
  /** Number of criteria of which something is known, and of all that are compared. */
  answered: number;
  of: number;
  /** Total with unknown values imputed by the mean of the known ones; null where none is known. */
  prorated: number | null;
  /** Total with every cell at its least, and at its greatest, possible value. */
  lowerBound: number;
  upperBound: number;
}

/** Rank of a theme among others. */
export interface Place {
  /** Competition rank of `lowerBound`; null where too little is known. */
  rank: number | null;
  /** Competition rank of `total`, as published tables have it. */
  publishedRank: number | null;
  /** Competition rank of `prorated`. */
  proratedRank: number | null;
  /** Best and worst rank over all possible values of the cells. */
  rankInterval: { best: number; worst: number };
}

/** Minimum number of criteria that something is known of, for a rank. */
export const MIN_KNOWN = 2;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Rounded so that sums of equal parts in another order are equal; whole numbers stay whole. */
const rounded = (value: number) => Math.round(value * 1e9) / 1e9;

/** Whether anything is known of a cell: its bounds are narrower than the scale. */
export const isKnown = ({ lower, upper, least, greatest }: ScaledValue) => upper - lower < greatest - least;

/**
 * Which criteria separate themes: those of which something is known for at least one theme. Adding one that is unknown
 * everywhere would widen every interval by its whole scale and order nothing.
 *
 * @param rows cells of each theme, in one order of criteria.
 */
export function separatingCriteria(rows: readonly (readonly ScaledValue[])[]): boolean[] {
  return (rows[0] ?? []).map((_, criterion) => rows.some((cells) => isKnown(cells[criterion])));
}

/**
 * Totals of the cells of a theme. On one scale, `prorated` is the mean of the known values × the number of criteria.
 * Where scales differ, each unknown cell is imputed at the mean relative height of the known ones, within its bounds, so
 * the total stays within [lowerBound, upperBound].
 */
export function standingOf(cells: readonly ScaledValue[]): Standing {
  const known = cells.filter(({ value }) => value !== null);
  const unknown = cells.filter(({ value }) => value === null);
  const total = sum(known.map(({ value }) => value!));
  const height =
    sum(known.map(({ value, least, greatest }) => (value! - least) / (greatest - least))) / known.length;
  const assumed = sum(unknown.map(({ lower, upper }) => lower + height * (upper - lower)));
  const complete = unknown.length === 0;
  const some = known.length > 0;
  return {
    total: some ? total : null,
    totalLabel: !some ? '(*)' : complete ? `${total}` : `${total} (*)`,
    answered: cells.filter(isKnown).length,
    of: cells.length,
    prorated: some ? rounded(complete ? total : total + assumed) : null,
    lowerBound: sum(cells.map(({ lower }) => lower)),
    upperBound: sum(cells.map(({ upper }) => upper)),
  };
}

/** Ranks from 1, the greatest first; equal values share the better rank, unknown values have none. */
export function competitionRanks(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) =>
    value === null ? null : 1 + values.filter((other) => other !== null && other > value).length,
  );
}

/**
 * Ranks of some themes. `rank` lies inside its interval, because a theme whose least total is greater has a greater
 * greatest total too. Equal least totals share a rank: were the greatest totals to decide between them, a theme would
 * rise by what is not known of it.
 */
export function placesOf(standings: readonly Standing[]): Place[] {
  const ranks = competitionRanks(standings.map(({ lowerBound }) => lowerBound));
  const published = competitionRanks(standings.map(({ total }) => total));
  const prorated = competitionRanks(standings.map((each) => each.prorated));
  return standings.map(({ lowerBound, upperBound, answered }, i) => {
    const others = standings.filter((_, other) => other !== i);
    const best = 1 + others.filter((other) => other.lowerBound > upperBound).length;
    const worst = 1 + others.filter((other) => other.upperBound > lowerBound).length;
    const separated = answered >= MIN_KNOWN && worst - best < others.length;
    return {
      rank: separated ? ranks[i] : null,
      publishedRank: published[i],
      proratedRank: prorated[i],
      rankInterval: { best, worst },
    };
  });
}
