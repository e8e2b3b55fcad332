import type { KnownDays } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import { areaDispersions, type Dispersion } from '../../platform/statistics';
import {
  type Change,
  type ComparedWindows,
  type CountedPeriod,
  changeBetween,
  MAX_MONTHS,
  monthsTo,
  seriesOfMonths,
} from '../trends';
import type { ClusterDescription } from './cluster-descriptions.queries';
import type { BareCluster } from './find-clusters';

/** Months whose counts tell how much the incidents of a cluster vary. */
export interface History {
  months: CountedPeriod[];
  /** From the first month to the last. */
  period: Period;
}

/** The months before the end of a comparison; null where there is no comparison, or no month is known. */
export function historyOf(compared: ComparedWindows | null, known: KnownDays): History | null {
  if (!compared) return null;
  const months = monthsTo(compared.current.to, MAX_MONTHS, known);
  if (months.length === 0) return null;
  return { months, period: { from: months[0].from, to: months.at(-1)!.to } };
}

/** Changes of the clusters of an answer, and the dispersion of all of them together. */
export interface ClusterChanges {
  changes: (Change | null)[];
  /** Null where fewer than 24 months are known. */
  pooled: Dispersion | null;
}

/**
 * The change of each cluster on its ground, tested by the dispersion of its own months where it has five incidents a month
 * or more, else by that of all clusters of the answer together.
 */
export function changesOf(
  clusters: readonly BareCluster[],
  described: ReadonlyMap<number, ClusterDescription>,
  compared: ComparedWindows | null,
  history: History | null,
): ClusterChanges {
  if (!compared) return { changes: clusters.map(() => null), pooled: null };
  const series = history
    ? clusters.map(({ cluster }) => {
        const counts = described.get(cluster)!.months;
        return seriesOfMonths(
          history.months,
          history.months.map(({ from, counted }) => (counted.length > 0 ? (counts.get(from) ?? 0) : null)),
        );
      })
    : [];
  const { areas, pooled } = areaDispersions(series);
  return {
    changes: clusters.map(({ current, previous }, i) =>
      changeBetween(current, previous, compared, areas[i] ?? null),
    ),
    pooled,
  };
}
