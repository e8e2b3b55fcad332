import { type Caveat, CaveatCode, caveat } from '../../domain/caveats';
import type { Dispersion } from '../../platform/statistics';
import { changeBetween } from './change';
import { Classification, classify } from './classification';
import type { Unlocated } from './unlocated.queries';
import type { ComparedWindows } from './windows';

/** Points by which the share of rows without a place may differ between two windows without being told. */
const NOTABLE_POINTS = 0.02;

/** Count of a window, and its rows without a place. */
export interface WindowCount extends Unlocated {
  count: number;
}

/** Whether the shares of rows without a place differ so much that the comparison may be one of shares. */
export function sharesDiffer(current: WindowCount, previous: WindowCount): boolean {
  return Math.abs(current.share - previous.share) > NOTABLE_POINTS;
}

const STRENGTH: Partial<Record<Classification, number>> = {
  [Classification.IMPROVING]: -2,
  [Classification.POSSIBLY_IMPROVING]: -1,
  [Classification.STABLE]: 0,
  [Classification.POSSIBLY_DETERIORATING]: 1,
  [Classification.DETERIORATING]: 2,
};

/** The weaker of two classifications: STABLE where they point in opposite directions. */
function weaker(a: Classification, b: Classification): Classification {
  const strengths = [STRENGTH[a], STRENGTH[b]];
  if (strengths[0] === undefined || strengths[1] === undefined) return Classification.INSUFFICIENT_DATA;
  if (strengths[0] * strengths[1] < 0) return Classification.STABLE;
  return Math.abs(strengths[0]) <= Math.abs(strengths[1]) ? a : b;
}

/** Weaker of the classifications with all rows without a place counted and with none of them. */
export function boundedClassification(
  current: WindowCount,
  previous: WindowCount,
  windows: ComparedWindows,
  dispersion: Dispersion | null,
): Classification {
  const classified = (of: (window: WindowCount) => number) =>
    classify(changeBetween(of(current), of(previous), windows, dispersion));
  return weaker(
    classified(({ count, possible }) => count + possible),
    classified(({ count, counted }) => count - counted),
  );
}

/** Caveat that gives the shares of rows without a place of both windows. */
export function shareCaveat(current: WindowCount, previous: WindowCount): Caveat {
  const percent = (window: WindowCount) => `${Number((100 * window.share).toFixed(1))}%`;
  const which = current.beside ? ' in the partnership, any of which may belong here' : '';
  return caveat(
    CaveatCode.UNLOCATED_SHARE,
    `Rows without a place${which}: ${percent(current)} of the current window, ${percent(previous)} of the one compared with. ` +
      'The change may come from that, so the classification is the weaker one of counting all of them and none.',
  );
}
