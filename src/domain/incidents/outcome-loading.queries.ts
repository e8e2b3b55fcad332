import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type LoadedBatch, type LoaderOptions, raiseDataVersion, takeTurn } from './loading.queries';
import { OutcomeWords, outcomeKey, type SourceKey, settleOutcomes } from './outcomes.queries';
import type { OutcomeRecord, RecordPlace } from './record';

const ADD_INCIDENT_OUTCOMES = loadSql(__dirname, 'add_incident_outcomes');
const SELECT_POINTS_INSIDE = loadSql(__dirname, 'select_points_inside');

type Point = Extract<RecordPlace, { snapped: boolean }>;

function pointKey(place: Point): string {
  return place.kind === 'lonlat'
    ? `d ${place.longitude} ${place.latitude}`
    : `g ${place.easting} ${place.northing}`;
}

/**
 * Loads the outcome events of one delivery inside one transaction. Whose they are is told by their own place, as it is
 * for incidents, so that what comes first makes no difference: an event whose incident is not there waits for it.
 */
export class OutcomeLoader {
  /** Points met so far, and whether they are the partnership's. */
  private readonly points = new Map<string, boolean>();
  private readonly words: OutcomeWords;
  private readonly source: SourceKey;
  private changed = false;

  private constructor(
    private readonly session: Session,
    private readonly options: LoaderOptions,
  ) {
    this.words = new OutcomeWords(session, this.open, options.known?.words);
    this.source = { partnership_id: options.partnershipId, source_id: options.source.id };
  }

  /** Takes the partnership's turn. @param options `source` is that of the incidents */
  static async begin(session: Session, options: LoaderOptions): Promise<OutcomeLoader> {
    await takeTurn(session, options.partnershipId);
    return new OutcomeLoader(session, options);
  }

  get partnershipId(): number {
    return this.options.partnershipId;
  }

  private get open(): boolean {
    return this.options.source.access === 'OPEN';
  }

  /** Loads one batch. */
  async add(records: OutcomeRecord[]): Promise<LoadedBatch> {
    await this.locate(records);
    const fates: LoadedBatch = { loaded: 0, unchanged: 0, outside: 0, unlocated: 0 };
    const kept: OutcomeRecord[] = [];
    for (const record of records) {
      const { place } = record;
      if ('snapped' in place) {
        if (this.points.get(pointKey(place))) kept.push(record);
        else fates.outside += 1;
      } else if (this.options.keepUnlocated) kept.push(record);
      else fates.unlocated += 1;
    }
    if (kept.length > 0) {
      fates.loaded = await this.addEvents(kept);
      fates.unchanged = kept.length - fates.loaded;
    }
    return fates;
  }

  /** Finds out which of the points that were not met yet are the partnership's. */
  private async locate(records: OutcomeRecord[]): Promise<void> {
    const fresh = new Map<string, Point>();
    for (const { place } of records)
      if ('snapped' in place && !this.points.has(pointKey(place))) fresh.set(pointKey(place), place);
    if (fresh.size === 0) return;
    const points = [...fresh.values()];
    const rows = await this.session.query<{ ordinal: number }>(SELECT_POINTS_INSIDE, {
      partnership_id: this.options.partnershipId,
      open: this.open,
      ordinals: points.map((_, i) => i),
      xs: points.map((point) => (point.kind === 'lonlat' ? point.longitude : point.easting)),
      ys: points.map((point) => (point.kind === 'lonlat' ? point.latitude : point.northing)),
      srids: points.map(({ kind }) => (kind === 'lonlat' ? 4326 : 27700)),
    });
    const inside = new Set(rows.map(({ ordinal }) => ordinal));
    [...fresh.keys()].forEach((key, i) => {
      this.points.set(key, inside.has(i));
    });
  }

  private async addEvents(kept: OutcomeRecord[]): Promise<number> {
    await this.words.add(kept.map(({ outcome }) => outcome));
    const keys = kept.map(({ reference, place }) => outcomeKey(reference, place));
    const [{ added }] = await this.session.query<{ added: number }>(ADD_INCIDENT_OUTCOMES, {
      ...this.source,
      outcome_keys: keys,
      months: kept.map(({ month }) => `${month}-01`),
      outcomes: kept.map(({ outcome }) => this.words.idOf(outcome)),
      ordinals: kept.map(({ ordinal }) => ordinal),
    });
    if (added > 0) {
      this.changed = true;
      await settleOutcomes(this.session, this.source, keys);
    }
    return added;
  }

  /** Completes the load. Call it once, before the transaction ends. */
  async finish(): Promise<void> {
    if (this.changed) await raiseDataVersion(this.session, this.options.partnershipId);
  }
}
