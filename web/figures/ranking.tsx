import type { ComponentChildren } from 'preact';
import { INK } from './chart';

/** Rank of a theme, with the ranks possible while some cells are not fully known. */
export interface RankedTheme {
  theme: { code: string; name: string };
  /** Null where too little is known. */
  rank: number | null;
  rankInterval: { best: number; worst: number };
  /** Both in words: `3 of 20 (possible 1 to 6)`. */
  label: string;
}

interface RankingFigureProps {
  /** Themes in order of importance. */
  rows: readonly RankedTheme[];
  /** Code of the chosen theme. */
  chosen?: string | null;
  /** Called with the code of a chosen theme; without it, themes cannot be chosen. */
  choose?: ((code: string) => void) | null;
  /** Codes of themes that are suggested as a priority. */
  suggested?: ReadonlySet<string>;
}

/** Span of possible ranks from which on the rank of a theme is called open. */
const WIDE = 5;

function describe(rows: readonly RankedTheme[], isMarked: boolean): string {
  const ranked = rows.filter(({ rank }) => rank !== null);
  if (ranked.length === 0) return 'Nothing separates the themes: none has a rank.';
  const wide = ranked.filter(({ rankInterval: { best, worst } }) => worst - best >= WIDE).length;
  return (
    `The dot is the rank, from 1 at the left to ${rows.length}, the line the ranks that are possible while cells are ` +
    `not fully known. For ${wide} of ${ranked.length} themes the best and worst are ${WIDE} or more places apart.` +
    (isMarked ? ' ★ is suggested as a priority, by itself or as an emphasis.' : '')
  );
}

/** Line from the best to the worst possible rank, with a dot at the rank; an SVG, since paper has no backgrounds. */
function Ranks({ row: { rank, rankInterval, label }, most }: { row: RankedTheme; most: number }) {
  if (rank === null) return <span class="soft">{label}</span>;
  const place = (at: number) => `${(100 * (at - 1)) / Math.max(most - 1, 1)}%`;
  return (
    <svg class="ranks" width="100%" height="14" role="img">
      <title>{label}</title>
      <line
        x1={place(rankInterval.best)}
        x2={place(rankInterval.worst)}
        y1="7"
        y2="7"
        stroke={INK.line}
        stroke-width="3"
      />
      <circle cx={place(rank)} cy="7" r="4.5" fill={INK.hot} />
    </svg>
  );
}

const Star = () => (
  <>
    {' '}
    <span aria-hidden="true">★</span>
    <span class="unseen">, suggested as a priority</span>
  </>
);

/** Themes in order of importance, each with its rank and the ranks that are possible. */
export function RankingFigure({ rows, chosen = null, choose = null, suggested }: RankingFigureProps) {
  const nameOf = ({ theme: { code, name } }: RankedTheme): ComponentChildren => (
    <>
      {name}
      {suggested?.has(code) && <Star />}
    </>
  );
  return (
    <figure>
      <ol class="ranking">
        {rows.map((row) => {
          const { code } = row.theme;
          return (
            <li key={code} class={code === chosen ? 'chosen' : undefined}>
              {choose ? (
                <button
                  type="button"
                  class="choice"
                  aria-pressed={code === chosen}
                  onClick={() => choose(code)}
                >
                  {nameOf(row)}
                </button>
              ) : (
                <span>{nameOf(row)}</span>
              )}
              <Ranks row={row} most={rows.length} />
            </li>
          );
        })}
      </ol>
      <figcaption>
        <strong>Ranks of the themes by threat and risk.</strong> {describe(rows, suggested !== undefined)}
      </figcaption>
    </figure>
  );
}
