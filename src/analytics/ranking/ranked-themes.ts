import type { MatrixRow } from '../../domain/vocabulary';
import type { Figures } from './figures';
import { cellOf, type Matrices, type Matrix, scaled } from './matrices';
import type { MatrixCriterionEntity } from './matrix.entity';
import type { MatrixCell } from './matrix.type';
import { type RankedTheme, RankingOrder } from './ranking.type';
import {
  competitionRanks,
  isKnown,
  MIN_KNOWN,
  type Place,
  placesOf,
  type ScaledValue,
  type Standing,
  separatingCriteria,
  standingOf,
} from './standing';

/** The rows without the themes whose parts are rows themselves: they count their parts twice. */
export function withoutParents(rows: MatrixRow[]): MatrixRow[] {
  const parents = new Set(rows.map(({ theme }) => theme.parentId));
  return rows.filter(({ theme }) => !parents.has(theme.id));
}

/** Ranked themes in the order of the matrix, and the criteria that they were compared by. */
export interface RankedThemes {
  rows: RankedTheme[];
  rankedOn: MatrixCriterionEntity[];
  /** Criteria that are known for no theme. */
  leftOut: MatrixCriterionEntity[];
}

/** Rank in words, among some number of themes. */
function rankLabel({ rank, rankInterval: { best, worst } }: Place, themes: number): string {
  if (rank === null) return 'Not enough is known';
  return best === worst ? `${rank} of ${themes}` : `${rank} of ${themes} (possible ${best} to ${worst})`;
}

/** Criteria of a theme that are not known, or only within bounds, each with the reason. */
function missingFrom(cells: readonly MatrixCell[], values: readonly ScaledValue[]): string[] {
  return cells
    .filter((_, i) => values[i].lower < values[i].upper)
    .map(({ criterion: { name }, asserted, computed }) =>
      asserted ? `${name}: judged to be unknown.` : `${name}: ${computed.evidence}`,
    );
}

/** Reason why a theme has no rank: too few criteria, or any rank of the table. */
function unrankedBecause(cells: readonly MatrixCell[], values: readonly ScaledValue[]): string {
  const known = cells.filter((_, i) => isKnown(values[i])).map(({ criterion: { name } }) => name);
  if (known.length >= MIN_KNOWN) return 'What is known allows every rank of the table.';
  return known.length === 0
    ? `No criterion is known, and a rank needs ${MIN_KNOWN}.`
    : `Only ${known.join(', ')} is known, and a rank needs ${MIN_KNOWN} criteria.`;
}

function published({ total, totalLabel, prorated }: Standing, { publishedRank, proratedRank }: Place) {
  return { rank: publishedRank, total, label: totalLabel, prorated, proratedRank };
}

/** Ranks the themes of some rows of a matrix. */
export function rankThemes(
  rows: readonly MatrixRow[],
  { criteria }: Matrix,
  { asserted }: Matrices,
  figures: Figures,
): RankedThemes {
  const cells = rows.map(({ theme }) => criteria.map((each) => cellOf(each, theme, asserted, figures)));
  const values = cells.map((own) => own.map((cell, i) => scaled(cell, criteria[i])));
  const separates = separatingCriteria(values);
  const standings = values.map((own) => standingOf(own.filter((_, i) => separates[i])));
  const places = placesOf(standings);
  const facts = rows.map(({ theme }) => figures.themes[theme.code]);
  const countRanks = competitionRanks(facts.map(({ incidents }) => incidents));
  const weightRanks = competitionRanks(facts.map(({ weight }) => weight));
  const ranked = rows.map(({ theme, name }, i): RankedTheme => {
    const { rank, rankInterval } = places[i];
    const { answered, of, lowerBound, upperBound } = standings[i];
    const { incidents, incidentBounds, weight, weightAtLeast, withoutWeight } = facts[i];
    return {
      theme: { code: theme.code, name },
      rank,
      rankInterval,
      label: rankLabel(places[i], rows.length),
      missing:
        rank === null ? [unrankedBecause(cells[i], values[i]), ...missingFrom(cells[i], values[i])] : [],
      asPublished: published(standings[i], places[i]),
      ...{ answered, of },
      ...(of === 0 ? { lowerBound: null, upperBound: null } : { lowerBound, upperBound }),
      cells: cells[i],
      ...{ incidents, incidentBounds, weight, weightAtLeast, withoutWeight },
      countRank: countRanks[i],
      weightRank: weightRanks[i],
    };
  });
  return {
    rows: ranked,
    rankedOn: criteria.filter((_, i) => separates[i]),
    leftOut: criteria.filter((_, i) => !separates[i]),
  };
}

const RANK = {
  [RankingOrder.MATRIX]: 'rank',
  [RankingOrder.WEIGHT]: 'weightRank',
  [RankingOrder.COUNT]: 'countRank',
} as const;

/** By rank, equal ones by their highest possible total and then in the order of the matrix, those without one last. */
export function ordered(rows: readonly RankedTheme[], by: RankingOrder): RankedTheme[] {
  const of = (row: RankedTheme) => row[RANK[by]] ?? Number.POSITIVE_INFINITY;
  const tied = (a: RankedTheme, b: RankedTheme) =>
    by === RankingOrder.MATRIX && a.rank !== null ? b.upperBound! - a.upperBound! : 0;
  return rows.toSorted((a, b) => (of(a) === of(b) ? tied(a, b) : of(a) - of(b)));
}
