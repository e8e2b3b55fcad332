import { addMonths } from '../../platform/calendar';
import { type ClusterMembers, matchClusters } from '../../platform/statistics';

/** Months after which a vanished hotspot is not continued. */
const MONTHS_REMEMBERED = 12;

/** Hotspot in a month. */
export interface HotspotState extends ClusterMembers {
  /** Id; negative for a new hotspot without one. */
  hotspot: number;
  month: string;
}

/** Hotspot that a cluster of a month continues, with splits and merges. */
export interface Followed {
  hotspot: number;
  /** Hotspot of the previous month that split into this one and others; null for the part that keeps its id. */
  splitFrom: number | null;
  /** Other hotspots of the previous month that merged into this one. */
  merged: number[];
}

/**
 * Assigns hotspots to the clusters of successive months. A cluster continues, in this order: the hotspot of the
 * previous month that it is most alike; the hotspot that an earlier run found in its month, so that late records do not
 * change ids; a hotspot that vanished up to a year ago. Else it is a new hotspot.
 */
export class ClusterFollower {
  /** Newest state of each hotspot. */
  private readonly newest = new Map<number, HotspotState>();
  private previous: HotspotState[] = [];
  private lastNew = 0;

  /**
   * @param before states of the preceding months, in order
   * @param recorded states that an earlier run found in the months to be followed
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
