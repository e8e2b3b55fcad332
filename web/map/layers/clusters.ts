import { INK } from '../../figures/chart';
import { change, counted, percent, UNKNOWN, whole } from '../../figures/format';
import { numeric } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import type { CLUSTERS } from '../operations';
import type { Class, Picture } from './picture';

type Cluster = AnswerOf<typeof CLUSTERS>['hotspotClusters']['clusters'][number];

/** Hotspots of the period, and those that were there in the comparison only. */
const CLASSES: Record<'here' | 'gone', Class> = {
  here: { colour: INK.hot, label: 'Hotspot, with its rank' },
  gone: { colour: INK.gone, label: 'Hotspot of the time compared with, gone' },
};

const FOUND_IN: Record<NonNullable<Cluster['foundIn']>, string> = {
  CURRENT: 'New',
  BOTH: 'Both times',
  PREVIOUS: 'Gone',
};

const isGone = ({ foundIn }: Cluster) => foundIn === 'PREVIOUS';

/** The hotspots with their ranks. Each goes by its anchor, which stays where the question changes. */
export function clusterPicture({ hotspotClusters }: AnswerOf<typeof CLUSTERS>): Picture {
  const { clusters, incidentCount: all, caveats } = hotspotClusters;
  const here = clusters.filter((cluster) => !isGone(cluster));
  const within = here.reduce((sum, { incidentCount }) => sum + incidentCount, 0);
  const compared = clusters.some((cluster) => cluster.change !== null);
  return {
    features: {
      type: 'FeatureCollection',
      features: clusters.map((cluster) => {
        const { anchor: id, name, rank, incidentCount, hull } = cluster;
        const { colour } = CLASSES[isGone(cluster) ? 'gone' : 'here'];
        return {
          type: 'Feature',
          id,
          geometry: hull,
          properties: { id, name, label: String(rank), colour, incidentCount, rank },
        };
      }),
    },
    classes: clusters.some(isGone) ? [CLASSES.here, CLASSES.gone] : [CLASSES.here],
    caveats,
    summary:
      here.length === 0
        ? `No hotspot among ${whole(all)} incidents.`
        : `${counted(here.length, 'hotspot')} with ${whole(within)} of ${whole(all)} incidents.`,
    columns: [
      'Hotspot',
      numeric('Rank'),
      numeric('Incidents'),
      numeric('Share'),
      numeric('Change'),
      ...(compared ? ['Found in'] : []),
    ],
    rows: clusters.map((cluster) => ({
      id: cluster.anchor,
      cells: [
        cluster.name,
        cluster.rank,
        cluster.incidentCount,
        percent(cluster.share),
        cluster.change?.percent == null ? UNKNOWN : change(cluster.change.percent),
        ...(compared ? [cluster.foundIn ? FOUND_IN[cluster.foundIn] : UNKNOWN] : []),
      ],
    })),
    chooses: 'hotspot',
  };
}
