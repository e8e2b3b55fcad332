import { addMonths } from '../../platform/calendar';
import { type ClusterMembers, matchClusters } from '../../platform/statistics';

/** Months after which a hotspot that was gone is another one. */
const MONTHS_REMEMBERED = 12;

/** A hotspot in a month. */
export interface HotspotState extends ClusterMembers {
  /** Id; below 0 for a hotspot that has none yet. */
  hotspot: number;
  month: string;
}

/** What became of a cluster of a month. */
export interface Followed {
  hotspot: number;
  /** Hotspot of the month before that came apart into this one and others; null where it is that one itself. */
  splitFrom: number | null;
  /** Other hotspots of the month before that grew together to this one. */
  merged: number[];
}

/**
 * Gives the clusters of one month after the other their hotspots. A cluster continues the hotspot of the month before that
 * it is most alike; else the one that an earlier run found in the same month, so that late records leave ids as they are;
 * else one that was gone for up to a year; else it is a new one.
 */
export class ClusterFollower {
  /** Newest state of each hotspot. */
  private readonly newest = new Map<number, HotspotState>();
  private previous: HotspotState[] = [];
  private lastNew = 0;

  /**
   * @param before states of the months before, in order
   * @param recorded states that an earlier run found in the months to come
   */
  constructor(
    before: readonly HotspotState[],
    private readonly recorded: readonly HotspotState[],
  ) {
    for (const state of before) this.newest.set(state.hotspot, state);
    const last = before.at(-1)?.month;
    this.previous = before.filter(({ month }) => month === last);
  }

  /** Hotspots of the clusters of the next month. */
  follow(month: string, clusters: readonly ClusterMembers[]): Followed[] {
    const { previous } = this;
    const hotspots = clusters.map((): number | null => null);
    const taken = new Set<number>();
    const oldest = addMonths(month, -MONTHS_REMEMBERED);
    const gone = [...this.newest.values()].filter((state) => state.month >= oldest);
    const ofMonth = this.recorded.filter((state) => state.month === month);
    for (const states of [previous, ofMonth, gone]) {
      const known = states.filter(({ hotspot }) => !taken.has(hotspot));
      const open = [...clusters.keys()].filter((i) => hotspots[i] === null);
      const { knownOf } = matchClusters(
        known,
        open.map((i) => clusters[i]),
      );
      knownOf.forEach((nth, i) => {
        if (nth < 0) return;
        hotspots[open[i]] = known[nth].hotspot;
        taken.add(known[nth].hotspot);
      });
    }
    const ids = hotspots.map((hotspot) => hotspot ?? --this.lastNew);
    const { splits, merges } = matchClusters(previous, clusters);
    this.previous = clusters.map((members, i) => ({ ...members, hotspot: ids[i], month }));
    for (const state of this.previous) this.newest.set(state.hotspot, state);
    return ids.map((hotspot, i) => {
      const whole = splits.find(({ into }) => into.includes(i));
      const from = merges.find(({ found }) => found === i)?.from ?? [];
      const parent = whole === undefined ? null : previous[whole.known].hotspot;
      return {
        hotspot,
        splitFrom: parent === hotspot ? null : parent,
        merged: from.map((nth) => previous[nth].hotspot).filter((other) => other !== hotspot),
      };
    });
  }
}
