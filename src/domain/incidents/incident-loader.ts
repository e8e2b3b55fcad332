import { createHash } from 'node:crypto';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { SourceEntity, Vocabulary } from '../vocabulary';
import {
  addIncidents,
  addRedeliveries,
  type BeforeLoad,
  countAddedIncidents,
  extendCoverage,
  type IncidentRow,
  lockPartnership,
  raiseDataVersion,
  selectBeforeLoad,
  selectSecret,
  setCasualties,
  updateOutcomes,
} from './loading.queries';
import { LocationResolver, OUTSIDE } from './location-resolver';
import { OutcomeWords, outcomeKey, type SourceKey, settleOutcomes } from './outcomes.queries';
import { addPeople, fingerprintOf } from './people.queries';
import { rebuildCells } from './protected/rebuilding.queries';
import type { IncidentRecord } from './record';

/** Number of records of a batch by what the load did with them. */
export interface BatchCounts {
  loaded: number;
  unchanged: number;
  outside: number;
  unlocated: number;
}

/** Ids found by earlier deliveries of one import: files of one publisher share most of their places and outcomes. */
export interface IdCache {
  /** Locations in the partnership. */
  places: Map<string, number>;
  /** Outcomes by the source's word for them. */
  words: Map<string, number>;
}

/** How a delivery is loaded. */
export interface LoaderOptions {
  partnershipId: number;
  source: SourceEntity;
  vocabulary: Vocabulary;
  /** Whether an incident without any place belongs to the partnership all the same; else it is not kept. */
  keepUnlocated: boolean;
  /** Kept from one delivery of an import to the next. */
  cache?: IdCache;
}

/**
 * Loads the incidents of one delivery inside one transaction: places are resolved once each, incidents that were
 * delivered before are recognised, and counts and protected cells follow along. Loads of one partnership take turns.
 */
export class IncidentLoader {
  private readonly locations: LocationResolver;
  private readonly words: OutcomeWords;
  private readonly source: SourceKey;
  /** First days of the months that incidents were delivered for. */
  private readonly months = new Set<string>();
  private added = 0;
  private changed = false;

  private constructor(
    private readonly session: Session,
    private readonly options: LoaderOptions,
    /** Of record keys; null for an open source, which needs none. */
    private readonly secret: Uint8Array | null,
    private readonly before: BeforeLoad,
  ) {
    const { partnershipId, source, cache } = options;
    const open = source.access === 'OPEN';
    this.locations = new LocationResolver(session, { partnershipId, open }, cache?.places);
    this.words = new OutcomeWords(session, open, cache?.words);
    this.source = { partnership_id: partnershipId, source_id: source.id };
  }

  /** Begins a load, which locks the partnership until the transaction ends. */
  static async begin(session: Session, options: LoaderOptions): Promise<IncidentLoader> {
    const { partnershipId, source } = options;
    await lockPartnership(session, partnershipId);
    const secret = source.access === 'OPEN' ? null : await selectSecret(session);
    const before = await selectBeforeLoad(session, {
      partnership_id: partnershipId,
      source_id: source.id,
    });
    return new IncidentLoader(session, options, secret, before);
  }

  get partnershipId(): number {
    return this.options.partnershipId;
  }

  /**
   * Loads one batch.
   * @param submissionId the delivery that the incidents belong to; null where they belong to none
   */
  async add(records: IncidentRecord[], submissionId: number | null = null): Promise<BatchCounts> {
    const locations = await this.locations.resolve(records.map(({ place }) => place));
    await this.words.add(records.map(({ outcome }) => outcome));
    const rows = new Map<string, IncidentRow>();
    const counts: BatchCounts = { loaded: 0, unchanged: 0, outside: 0, unlocated: 0 };
    records.forEach((record, i) => {
      if (locations[i] === OUTSIDE) counts.outside += 1;
      else if (record.place.kind === 'unlocated' && !this.options.keepUnlocated) counts.unlocated += 1;
      else {
        const fingerprint = fingerprintOf(record.identity);
        if (rows.has(fingerprint)) counts.unchanged += 1;
        else rows.set(fingerprint, this.toRow(record, fingerprint, locations[i]));
      }
    });
    if (rows.size > 0) {
      counts.loaded = await this.store([...rows.values()], submissionId);
      counts.unchanged += rows.size - counts.loaded;
    }
    return counts;
  }

  private toRow(record: IncidentRecord, fingerprint: string, locationId: number | null): IncidentRow {
    const offence = this.options.vocabulary.offences.find(record.offence);
    if (!offence)
      throw new Problem('INTERNAL', 'A reader gave an offence that the vocabulary does not have.');
    return {
      record,
      fingerprint,
      locationId,
      offenceId: offence.id,
      outcomeId: record.outcome === null ? null : this.words.idOf(record.outcome),
      outcomeKey: record.reference === null ? null : outcomeKey(record.reference, record.place),
      recordKey: this.recordKey(record),
    };
  }

  /** Open sources are published exactly: only closed records need a key. */
  private recordKey(record: IncidentRecord): number {
    return this.secret ? createHash('sha256').update(this.secret).update(record.identity).digest()[0] : 0;
  }

  /** @returns how many incidents are new or have another outcome. */
  private async store(rows: IncidentRow[], submissionId: number | null): Promise<number> {
    const { session, source } = this;
    const added = await addIncidents(session, source, rows, submissionId);
    this.added += added;
    for (const { record } of rows) this.months.add(`${record.month}-01`);
    let updated = 0;
    if (added < rows.length) {
      if (submissionId !== null) await addRedeliveries(session, source, rows, submissionId);
      updated = await updateOutcomes(session, source, rows);
    }
    if (added > 0) await setCasualties(session, source, rows);
    const people = await this.addPeople(rows);
    if (added + updated + people > 0) {
      this.changed = true;
      const outcomeKeys = rows.map((row) => row.outcomeKey).filter((key) => key !== null);
      if (this.before.has_outcomes) await settleOutcomes(session, source, outcomeKeys);
    }
    return added + updated;
  }

  /** @returns how many people are new or changed. */
  private async addPeople(rows: IncidentRow[]): Promise<number> {
    const involved = rows.flatMap(({ record, fingerprint }) =>
      (record.people ?? []).map((person) => ({ incident: fingerprint, person })),
    );
    if (involved.length === 0) return 0;
    const { partnershipId, source } = this.options;
    return addPeople(this.session, { partnershipId, sourceId: source.id }, involved);
  }

  /**
   * Completes coverage, counts and protected cells. Call it once, before the transaction ends.
   * @param delivered months that were delivered whether or not they have incidents, as their first days
   */
  async finish(delivered: readonly string[] = []): Promise<void> {
    const { session, source } = this;
    this.locations.share();
    if (delivered.length > 0 && (await extendCoverage(session, source, delivered)) > 0) this.changed = true;
    if (!this.changed) return;
    const months = [...this.months];
    await extendCoverage(session, source, months);
    if (this.added > 0) await countAddedIncidents(session, source, this.before.last_id);
    if (this.options.source.access === 'CLOSED')
      await rebuildCells(session, this.partnershipId, { sourceId: source.source_id, months });
    await raiseDataVersion(session, this.partnershipId);
  }
}
