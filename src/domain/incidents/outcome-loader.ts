import type { Session } from '../../platform/database';
import type { BatchCounts, LoaderOptions } from './incident-loader';
import { lockPartnership, raiseDataVersion } from './loading.queries';
import { addIncidentOutcomes, selectPointsInside } from './outcome-loading.queries';
import { OutcomeWords, outcomeKey } from './outcomes.queries';
import type { OutcomeRecord, RecordPoint } from './record';

function pointKey(place: RecordPoint): string {
  return place.kind === 'lonlat'
    ? `d ${place.longitude} ${place.latitude}`
    : `g ${place.easting} ${place.northing}`;
}

/**
 * Loads the outcome events of one delivery in one transaction. An event belongs to the partnership of its own place, as
 * an incident does, so files may come in any order: an event without its incident waits for it.
 */
export class OutcomeLoader {
  /** Whether a point lies in the partnership, for the points met so far. */
  private readonly points = new Map<string, boolean>();
  private readonly words: OutcomeWords;
  private readonly open: boolean;
  private changed = false;

  private constructor(
    private readonly session: Session,
    private readonly options: LoaderOptions,
  ) {
    this.open = options.source.access === 'OPEN';
    this.words = new OutcomeWords(session, options.partnershipId, this.open, options.cache?.words);
  }

  /**
   * Begins a load, which locks the partnership until the transaction ends.
   *
   * @param options settings, where `source` is that of the incidents.
   */
  static async begin(session: Session, options: LoaderOptions): Promise<OutcomeLoader> {
    await lockPartnership(session, options.partnershipId);
    return new OutcomeLoader(session, options);
  }

  get partnershipId(): number {
    return this.options.partnershipId;
  }

  /** Loads one batch. */
  async add(records: OutcomeRecord[]): Promise<BatchCounts> {
    await this.locate(records);
    const counts: BatchCounts = { loaded: 0, unchanged: 0, outside: 0, unlocated: 0 };
    const inside: OutcomeRecord[] = [];
    for (const record of records) {
      const { place } = record;
      if ('snapped' in place) {
        if (this.points.get(pointKey(place))) inside.push(record);
        else counts.outside += 1;
      } else if (this.options.keepUnlocated) inside.push(record);
      else counts.unlocated += 1;
    }
    if (inside.length > 0) {
      counts.loaded = await this.store(inside);
      counts.unchanged = inside.length - counts.loaded;
    }
    return counts;
  }

  /** Looks up whether points that are new to the load lie in the partnership. */
  private async locate(records: OutcomeRecord[]): Promise<void> {
    const fresh = new Map<string, RecordPoint>();
    for (const { place } of records)
      if ('snapped' in place && !this.points.has(pointKey(place))) fresh.set(pointKey(place), place);
    if (fresh.size === 0) return;
    const { partnershipId } = this.options;
    const inside = await selectPointsInside(this.session, { partnershipId, open: this.open }, [
      ...fresh.values(),
    ]);
    [...fresh.keys()].forEach((key, i) => {
      this.points.set(key, inside.has(i));
    });
  }

  private async store(records: OutcomeRecord[]): Promise<number> {
    await this.words.add(records.map(({ outcome }) => outcome));
    const { partnershipId, source } = this.options;
    const added = await addIncidentOutcomes(
      this.session,
      { partnership_id: partnershipId, source_id: source.id },
      records.map(({ reference, place, outcome, month, ordinal }) => ({
        outcomeKey: outcomeKey(reference, place),
        outcomeId: this.words.idOf(outcome),
        month,
        ordinal,
      })),
    );
    if (added > 0) this.changed = true;
    return added;
  }

  /** Completes the load. Call it once, before the transaction ends. */
  async finish(): Promise<void> {
    if (this.changed) await raiseDataVersion(this.session, this.options.partnershipId, this.options.source);
  }
}
