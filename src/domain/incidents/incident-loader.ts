import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { registerUnmapped, type SourceEntity, UNMAPPED, type Vocabulary } from '../vocabulary';
import {
  CoverageTally,
  type RowPlace,
  recordCoverage,
  recordUnlocated,
  type SourceKey,
  selectSharedPublishers,
} from './coverage';
import {
  addIncidents,
  addRedeliveries,
  type BeforeLoad,
  countAddedIncidents,
  type IncidentRow,
  lockPartnership,
  raiseDataVersion,
  selectBeforeLoad,
  selectLsoas,
  selectStored,
  setCasualties,
  updateOutcomes,
} from './loading.queries';
import { LocationResolver, OUTSIDE } from './location-resolver';
import { OutcomeWords, outcomeKey, settleOutcomes } from './outcomes.queries';
import { addPeople, fingerprintOf } from './people.queries';
import { rebuildCells } from './protected/rebuilding.queries';
import type { IncidentRecord } from './record';

/** Number of records of a batch, by result. */
export interface BatchCounts {
  loaded: number;
  unchanged: number;
  outside: number;
  unlocated: number;
}

/** Ids found by earlier deliveries of one import, since files of one publisher share most places and outcomes. */
export interface IdCache {
  /** Ids of locations in the partnership, by place. */
  places: Map<string, number>;
  /** Ids of outcomes, by the source's word for them. */
  words: Map<string, number>;
}

/** Settings of a load. */
export interface LoaderOptions {
  partnershipId: number;
  source: SourceEntity;
  vocabulary: Vocabulary;
  /** Code of the agency, for records that name no publisher; by default the agency of the source. */
  publisher?: string;
  /** Whether every incident without a place belongs to the partnership; otherwise only those with other evidence. */
  keepUnlocated: boolean;
  /** Cache shared by the deliveries of an import. */
  cache?: IdCache;
}

/** Information at the end of a delivery. */
export interface DeliveryEnd {
  /** Delivery that the coverage belongs to, where records were added without one. */
  submissionId?: number | null;
  /** Number of refused rows. */
  rejected?: number;
  /** First days of the months that count as delivered even without incidents. */
  delivered?: (submissionId: number | null) => readonly string[];
}

/**
 * Loads the incidents of one delivery in one transaction: resolves each place once, recognises incidents that are
 * stored already, and updates counts and protected cells. Loads of one partnership take turns.
 */
export class IncidentLoader {
  private readonly locations: LocationResolver;
  private readonly words: OutcomeWords;
  private readonly source: SourceKey;
  /** First days of the months with delivered incidents. */
  private readonly months = new Set<string>();
  private readonly tallies = new Map<number | null, CoverageTally>();
  /** Records without a place, of publishers that may serve this partnership alone. */
  private placeless: IncidentRecord[] = [];
  private lsoas: ReadonlySet<string> | null = null;
  /** Offences that were added as ones that are not mapped yet, by their codes. */
  private readonly unmapped = new Map<string, number>();
  private added = 0;
  private changed = false;

  private constructor(
    private readonly session: Session,
    private readonly options: LoaderOptions,
    private readonly before: BeforeLoad,
  ) {
    const { partnershipId, source, cache } = options;
    const open = source.access === 'OPEN';
    this.locations = new LocationResolver(session, { partnershipId, open }, cache?.places);
    this.words = new OutcomeWords(session, partnershipId, open, cache?.words);
    this.source = { partnership_id: partnershipId, source_id: source.id };
  }

  /** Begins a load, which locks the partnership until the transaction ends. */
  static async begin(session: Session, options: LoaderOptions): Promise<IncidentLoader> {
    const { partnershipId, source } = options;
    await lockPartnership(session, partnershipId);
    const before = await selectBeforeLoad(session, {
      partnership_id: partnershipId,
      source_id: source.id,
    });
    return new IncidentLoader(session, options, before);
  }

  get partnershipId(): number {
    return this.options.partnershipId;
  }

  /**
   * Loads one batch.
   *
   * @param submissionId delivery that the incidents belong to, or null.
   */
  async add(records: IncidentRecord[], submissionId: number | null = null): Promise<BatchCounts> {
    const locations = await this.locations.resolve(records.map(({ place }) => place));
    await this.words.add(records.map(({ outcome }) => outcome));
    await this.knowOffences(records);
    if (records.some(({ lsoa }) => lsoa !== undefined)) this.lsoas ??= await this.selectLsoas();
    const counts: BatchCounts = { loaded: 0, unchanged: 0, outside: 0, unlocated: 0 };
    const kept: { record: IncidentRecord; locationId: number | null }[] = [];
    records.forEach((record, i) => {
      const { place } = record;
      const placeless = place.kind === 'unlocated';
      const outside = locations[i] === OUTSIDE;
      this.note(record, submissionId, outside ? 'outside' : placeless ? 'unlocated' : 'inside');
      if (outside) counts.outside += 1;
      else if (!placeless || this.options.keepUnlocated) kept.push({ record, locationId: locations[i] });
      else {
        counts.unlocated += 1;
        this.placeless.push(record);
      }
    });
    const { loaded, unchanged } = await this.addKept(kept, submissionId);
    this.dropShared();
    return { ...counts, loaded, unchanged };
  }

  /** Loads records that belong to the partnership. A record that comes twice counts as unchanged the second time. */
  private async addKept(
    kept: { record: IncidentRecord; locationId: number | null }[],
    submissionId: number | null,
  ): Promise<{ loaded: number; unchanged: number }> {
    const rows = new Map<string, IncidentRow>();
    const formers = kept.flatMap(({ record: { formerIdentity } }) =>
      formerIdentity === undefined ? [] : [fingerprintOf(formerIdentity)],
    );
    const stored = await selectStored(this.session, this.source, formers);
    for (const { record, locationId } of kept) {
      const former = record.formerIdentity && fingerprintOf(record.formerIdentity);
      const fingerprint = former && stored.has(former) ? former : fingerprintOf(record.identity);
      if (!rows.has(fingerprint)) rows.set(fingerprint, this.toRow(record, fingerprint, locationId));
    }
    const loaded = rows.size > 0 ? await this.store([...rows.values()], submissionId) : 0;
    return { loaded, unchanged: kept.length - loaded };
  }

  private publisherOf({ publisher }: IncidentRecord): string {
    return publisher ?? this.options.publisher ?? this.options.source.agency;
  }

  private note(record: IncidentRecord, submissionId: number | null, place: RowPlace): void {
    const tally = this.tallies.get(submissionId) ?? new CoverageTally();
    this.tallies.set(submissionId, tally);
    tally.note(this.publisherOf(record), record.month, record.offence, place);
  }

  /** Publishers with rows outside the partnership so far, which therefore serve others too. */
  private get shared(): ReadonlySet<string> {
    return new Set([...this.tallies.values()].flatMap((tally) => [...tally.shared]));
  }

  /** Drops records without a place of publishers that serve others too: they could belong to any partnership. */
  private dropShared(): void {
    if (this.placeless.length === 0) return;
    const { shared, lsoas } = this;
    this.placeless = this.placeless.filter(
      (record) => lsoas?.has(record.lsoa ?? '') || !shared.has(this.publisherOf(record)),
    );
  }

  private async selectLsoas(): Promise<ReadonlySet<string>> {
    return new Set(await selectLsoas(this.session, this.partnershipId));
  }

  /**
   * Loads records without a place that belong to the partnership: by their LSOA, or because no row of their publisher
   * has ever been outside, so that it serves no other partnership. All others widen the bounds of counts.
   */
  private async addPlaceless(submissionId: number | null): Promise<void> {
    const { session, source } = this;
    const { vocabulary, keepUnlocated } = this.options;
    const known = this.placeless.length > 0 ? await selectSharedPublishers(session, source) : [];
    const shared = new Set([...this.shared, ...known]);
    const own = this.placeless.filter(
      (record) => this.lsoas?.has(record.lsoa ?? '') || !shared.has(this.publisherOf(record)),
    );
    this.placeless = [];
    if (own.length > 0)
      await this.addKept(
        own.map((record) => ({ record, locationId: null })),
        submissionId,
      );
    for (const [id, tally] of this.tallies)
      if (!keepUnlocated)
        await recordUnlocated(session, source, id ?? submissionId, tally.unlocatedOf(shared), vocabulary);
  }

  /** Makes sure that each offence is known, as one that is not mapped yet where it is a code of the publisher. */
  private async knowOffences(records: readonly IncidentRecord[]): Promise<void> {
    const { source, vocabulary } = this.options;
    const codes = new Set(records.map(({ offence }) => offence));
    const added = [...codes].filter(
      (code) => code.startsWith(UNMAPPED) && !vocabulary.offences.find(code) && !this.unmapped.has(code),
    );
    if (added.length === 0) return;
    for (const [code, id] of await registerUnmapped(this.session, source.id, added))
      this.unmapped.set(code, id);
  }

  private toRow(record: IncidentRecord, fingerprint: string, locationId: number | null): IncidentRow {
    const offenceId =
      this.options.vocabulary.offences.find(record.offence)?.id ?? this.unmapped.get(record.offence);
    if (offenceId === undefined)
      throw new Problem('INTERNAL', 'A reader gave an offence that the vocabulary does not have.');
    return {
      record,
      fingerprint,
      locationId,
      offenceId,
      outcomeId: record.outcome === null ? null : this.words.idOf(record.outcome),
      outcomeKey: record.reference === null ? null : outcomeKey(record.reference, record.place),
    };
  }

  /** Stores incidents. @returns number of those that are new or have another outcome. */
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

  /** Stores the people of incidents. @returns number of those that are new or changed. */
  private async addPeople(rows: IncidentRow[]): Promise<number> {
    const involved = rows.flatMap(({ record, fingerprint }) =>
      (record.people ?? []).map((person) => ({ incident: fingerprint, person })),
    );
    if (involved.length === 0) return 0;
    const { partnershipId, source } = this.options;
    return addPeople(this.session, { partnershipId, sourceId: source.id }, involved);
  }

  /** Completes coverage, counts and protected cells. Call it once, before the transaction ends. */
  async finish({ submissionId = null, rejected = 0, delivered = () => [] }: DeliveryEnd = {}): Promise<void> {
    const { session, source } = this;
    this.locations.share();
    await this.addPlaceless(submissionId);
    if (await this.recordCoverage({ submissionId, rejected, delivered })) this.changed = true;
    if (!this.changed) return;
    if (this.added > 0) await countAddedIncidents(session, source, this.before.last_id);
    if (this.options.source.access === 'CLOSED')
      await rebuildCells(session, this.partnershipId, {
        sourceId: source.source_id,
        months: [...this.months],
      });
    await raiseDataVersion(session, this.partnershipId, this.options.source);
  }

  /** Stores the coverage of the delivery. @returns whether the set of delivered months has changed. */
  private async recordCoverage({
    submissionId,
    rejected,
    delivered,
  }: Required<DeliveryEnd>): Promise<boolean> {
    const publisher = this.options.publisher ?? this.options.source.agency;
    const empty = (month: string) => ({
      ...{ month, publisher, read: 0, located: 0, unlocated: 0, rejected: null },
    });
    if (this.tallies.size === 0) this.tallies.set(null, new CoverageTally());
    let changed = false;
    for (const [id, tally] of this.tallies) {
      const rows = tally.rows(rejected);
      const missing = delivered(id ?? submissionId).filter(
        (month) => !rows.some((row) => row.month === month),
      );
      const lines = [...rows, ...missing.map(empty)];
      if (await recordCoverage(this.session, this.source, id ?? submissionId, lines)) changed = true;
    }
    return changed;
  }
}
