/** The value of a cell on the scale of its criterion; null is unknown, which is never zero. */
export interface ScaledValue {
  value: number | null;
  least: number;
  greatest: number;
}

/** What the cells of a theme come to. */
export interface Standing {
  /** Sum of what is known, the published convention; null where nothing is. */
  total: number | null;
  /** The total as it is printed: `7 (*)` where something is unknown. */
  totalLabel: string;
  /** Criteria that are known, and all of them. */
  answered: number;
  of: number;
  /** The total with what is unknown taken to be as the known is on average; null where nothing is known. */
  prorated: number | null;
  /** The total where all that is unknown were the least, and the greatest, that it can be. */
  lowerBound: number;
  upperBound: number;
}

/** Where a theme stands among others. */
export interface Place {
  rank: number | null;
  publishedRank: number | null;
  /** The ranks that it may have, whatever is true of what is unknown of it and of the others. */
  rankInterval: { best: number; worst: number };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** So that sums of the same parts in another order are equal; whole numbers stay whole. */
const rounded = (value: number) => Math.round(value * 1e9) / 1e9;

/**
 * What the cells of a theme come to. On one scale `prorated` is the mean of the known × all criteria; where scales differ,
 * what is unknown stands as far up its own scale as the known do on theirs, on average. So it never leaves its bounds.
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

/** Ranks from 1, the greatest first; equal values share the better rank, and what is unknown has none. */
export function competitionRanks(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) =>
    value === null ? null : 1 + values.filter((other) => other !== null && other > value).length,
  );
}

/** Where each of some themes stands among them: `rank` by the prorated total, `publishedRank` by the printed one. */
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
