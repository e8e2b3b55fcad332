import { areaDispersions, type Dispersion, type MonthlySeries } from '../../platform/statistics';
import { type Change, type ComparedWindows, changeBetween } from '../trends';
import type { BareCluster } from './find-clusters';

/** Changes of the clusters of an answer, and the dispersion of all clusters found together. */
export interface ClusterChanges {
  changes: (Change | null)[];
  /** Null where fewer than 24 months are known. */
  pooled: Dispersion | null;
}

/**
 * Change of each cluster on its ground, tested by the dispersion of its own months where it has five incidents a month or
 * more, else by that of all clusters found together. The trend of a filter by the hotspot is the same test.
 *
 * @param series months of each cluster on its ground, by the number of the cluster.
 */
export function changesOf(
  clusters: readonly BareCluster[],
  compared: ComparedWindows | null,
  series: readonly MonthlySeries[],
): ClusterChanges {
  if (!compared) return { changes: clusters.map(() => null), pooled: null };
  const { areas, pooled } = areaDispersions(series);
  return {
    changes: clusters.map(({ cluster, incidentCount, previousCount }) =>
      changeBetween(incidentCount, previousCount, compared, areas[cluster] ?? null),
    ),
    pooled,
  };
}
