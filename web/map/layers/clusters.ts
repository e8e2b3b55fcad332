import { INK } from '../../figures/chart';
import { change, counted, percent, UNKNOWN, whole } from '../../figures/format';
import { numeric } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import type { CLUSTERS } from '../operations';
import type { Picture } from './picture';

/** The hotspots with their ranks. */
export function clusterPicture({ hotspotClusters }: AnswerOf<typeof CLUSTERS>): Picture {
  const { clusters, incidentCount: all, caveats } = hotspotClusters;
  const within = clusters.reduce((sum, { incidentCount }) => sum + incidentCount, 0);
  return {
    features: {
      type: 'FeatureCollection',
      features: clusters.map(({ id, name, rank, incidentCount, hull }) => ({
        type: 'Feature',
        id,
        geometry: hull,
        properties: { id, name, label: String(rank), colour: INK.hot, incidentCount, rank },
      })),
    },
    classes: [{ colour: INK.hot, label: 'Hotspot, with its rank' }],
    caveats,
    summary:
      clusters.length === 0
        ? `No hotspot among ${whole(all)} incidents.`
        : `${counted(clusters.length, 'hotspot')} with ${whole(within)} of ${whole(all)} incidents.`,
    columns: ['Hotspot', numeric('Rank'), numeric('Incidents'), numeric('Share'), numeric('Change')],
    rows: clusters.map((cluster) => ({
      id: cluster.id,
      cells: [
        cluster.name,
        cluster.rank,
        cluster.incidentCount,
        percent(cluster.share),
        cluster.change?.percent == null ? UNKNOWN : change(cluster.change.percent),
      ],
    })),
    chooses: 'hotspot',
  };
}
