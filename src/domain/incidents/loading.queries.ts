import { createHash } from 'node:crypto';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Problem } from '../../platform/errors';
import { completeLocations, refuseCounty } from '../areas';
import type { SourceEntity, Vocabulary } from '../vocabulary';
import { OutcomeWords, outcomeKey, settleOutcomes } from './outcomes.queries';
import { addPeople, fingerprintOf } from './people.queries';
import { rebuildCells } from './protected/rebuilding.queries';
import type { IncidentRecord } from './record';

const ADD_LOCATIONS = loadSql(__dirname, 'add_locations');
const ADD_INCIDENTS = loadSql(__dirname, 'add_incidents');
const COUNT_ADDED_INCIDENTS = loadSql(__dirname, 'count_added_incidents');
const UPDATE_OUTCOMES = loadSql(__dirname, 'update_outcomes');
const EXTEND_COVERAGE = loadSql(__dirname, 'extend_coverage');
const LOCK_PARTNERSHIP = loadSql(__dirname, 'lock_partnership');
const ADD_REDELIVERIES = loadSql(__dirname, 'add_redeliveries');
const SET_CASUALTIES = loadSql(__dirname, 'set_casualties');
const RAISE_DATA_VERSION = loadSql(__dirname, 'raise_data_version');
const SELECT_BEFORE_LOAD = loadSql(__dirname, 'select_before_load');
const SELECT_SECRET = loadSql(__dirname, 'select_secret');

/** A place that is known not to lie in the partnership. */
const OUTSIDE = -1;

/** A place that is in the database; with the ordinal that it was asked by where it was there before. */
interface AddedLocation {
  ordinal: number | null;
  id: number;
  longitude: number;
  latitude: number;
  easting: number;
  northing: number;
  snapped: boolean;
}

/** What became of the incidents of a batch. */
export interface LoadedBatch {
  loaded: number;
  unchanged: number;
  outside: number;
  unlocated: number;
}

/** What deliveries before this one have met in the database, so that it is not asked again: files of one publisher share
 * most of it. */
export interface Known {
  /** Places in the partnership. */
  places: Map<string, number>;
  /** Words for outcomes. */
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
  known?: Known;
}

function placeKey(place: IncidentRecord['place'], open: boolean): string | null {
  if (place.kind === 'lonlat') return `d ${place.longitude} ${place.latitude} ${place.snapped} ${open}`;
  if (place.kind === 'grid') return `g ${place.easting} ${place.northing} ${place.snapped} ${open}`;
  return null;
}

/** What a load finds. */
interface BeforeLoad {
  has_outcomes: boolean;
  last_id: number;
}

/** A record that belongs to the partnership, with its location. */
interface Kept {
  record: IncidentRecord;
  locationId: number | null;
}

async function selectSecret(session: Session): Promise<Uint8Array> {
  const [{ secret }] = await session.query<{ secret: Uint8Array }>(SELECT_SECRET);
  return secret;
}

/**
 * Loads the incidents of one delivery inside one transaction: places are resolved once each, incidents that were
 * delivered before are recognised, and counts and protected cells follow along. Loads of one partnership take turns.
 */
export class IncidentLoader {
  /** Places met so far, those known before apart. */
  private readonly places = new Map<string, number>();
  private readonly words: OutcomeWords;
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
    this.words = new OutcomeWords(session, this.open, options.known?.words);
  }

  /** Takes the partnership's turn. */
  static async begin(session: Session, options: LoaderOptions): Promise<IncidentLoader> {
    const { partnershipId, source } = options;
    await takeTurn(session, partnershipId);
    const key = { partnership_id: partnershipId, source_id: source.id };
    const secret = source.access === 'OPEN' ? null : await selectSecret(session);
    const [before] = await session.query<BeforeLoad>(SELECT_BEFORE_LOAD, key);
    return new IncidentLoader(session, options, secret, before);
  }

  get partnershipId(): number {
    return this.options.partnershipId;
  }

  private get open(): boolean {
    return this.options.source.access === 'OPEN';
  }

  /**
   * Loads one batch.
   * @param submissionId the delivery that the incidents belong to; null where they belong to none
   */
  async add(records: IncidentRecord[], submissionId: number | null = null): Promise<LoadedBatch> {
    const places = await this.resolvePlaces(records);
    await this.words.add(records.map(({ outcome }) => outcome));
    const kept = new Map<string, Kept>();
    const fates: LoadedBatch = { loaded: 0, unchanged: 0, outside: 0, unlocated: 0 };
    records.forEach((record, i) => {
      const locationId = places[i];
      if (locationId === OUTSIDE) fates.outside += 1;
      else if (record.place.kind === 'unlocated' && !this.options.keepUnlocated) fates.unlocated += 1;
      else {
        const fingerprint = fingerprintOf(record.identity);
        if (kept.has(fingerprint)) fates.unchanged += 1;
        else kept.set(fingerprint, { record, locationId });
      }
    });
    if (kept.size > 0) {
      fates.loaded = await this.addIncidents([...kept.keys()], [...kept.values()], submissionId);
      fates.unchanged += kept.size - fates.loaded;
    }
    return fates;
  }

  /** The location of each record: null without a point, {@link OUTSIDE} where the point is not the partnership's. */
  private async resolvePlaces(records: IncidentRecord[]): Promise<(number | null)[]> {
    const keys = records.map(({ place }) => placeKey(place, this.open));
    const fresh = new Map<string, IncidentRecord['place']>();
    keys.forEach((key, i) => {
      if (key !== null && this.placeOf(key) === undefined) fresh.set(key, records[i].place);
    });
    if (fresh.size > 0) await this.addPlaces(fresh);
    return keys.map((key) => (key === null ? null : this.placeOf(key)!));
  }

  private placeOf(key: string): number | undefined {
    return this.options.known?.places.get(key) ?? this.places.get(key);
  }

  private async addPlaces(fresh: Map<string, IncidentRecord['place']>): Promise<void> {
    const places = [...fresh.values()] as Extract<IncidentRecord['place'], { snapped: boolean }>[];
    const rows = await this.session.query<AddedLocation>(ADD_LOCATIONS, {
      partnership_id: this.options.partnershipId,
      open: this.open,
      ordinals: places.map((_, i) => i),
      xs: places.map((place) => (place.kind === 'lonlat' ? place.longitude : place.easting)),
      ys: places.map((place) => (place.kind === 'lonlat' ? place.latitude : place.northing)),
      srids: places.map((place) => (place.kind === 'lonlat' ? 4326 : 27700)),
      snapped: places.map((place) => place.snapped),
    });
    const keys = [...fresh.keys()];
    const ids = new Map<string, number>();
    for (const { ordinal, id, ...place } of rows)
      if (ordinal !== null) ids.set(keys[ordinal], id);
      else
        for (const kind of ['lonlat', 'grid'] as const) ids.set(placeKey({ kind, ...place }, this.open)!, id);
    for (const key of keys) this.places.set(key, ids.get(key) ?? OUTSIDE);
    const added = rows.filter(({ ordinal }) => ordinal === null).map(({ id }) => id);
    if (added.length > 0) await completeLocations(this.session, this.options.partnershipId, added);
  }

  private async addIncidents(
    fingerprints: string[],
    kept: Kept[],
    submissionId: number | null,
  ): Promise<number> {
    const { partnershipId, source, vocabulary } = this.options;
    const offenceId = (code: string) => {
      const offence = vocabulary.offences.find(code);
      if (!offence)
        throw new Problem('INTERNAL', 'A reader gave an offence that the vocabulary does not have.');
      return offence.id;
    };
    const outcomes = kept.map(({ record }) =>
      record.outcome === null ? null : this.words.idOf(record.outcome),
    );
    const outcomeKeys = kept.map(({ record: { reference, place } }) =>
      reference === null ? null : outcomeKey(reference, place),
    );
    const key = { partnership_id: partnershipId, source_id: source.id };
    const [{ added }] = await this.session.query<{ added: number }>(ADD_INCIDENTS, {
      ...key,
      offences: kept.map(({ record }) => offenceId(record.offence)),
      locations: kept.map(({ locationId }) => locationId),
      districts: kept.map(({ record: { place } }) =>
        place.kind === 'postcode-district' ? place.code : null,
      ),
      froms: kept.map(({ record }) => record.occurredFrom),
      tos: kept.map(({ record }) => record.occurredTo),
      months: kept.map(({ record }) => `${record.month}-01`),
      precisions: kept.map(({ record }) => record.precision),
      outcomes,
      flags: kept.map(({ record }) => record.flags),
      record_keys: kept.map(({ record }) => this.recordKey(record)),
      references: kept.map(({ record }) => record.reference),
      outcome_keys: outcomeKeys,
      fingerprints,
      submission_id: submissionId,
    });
    this.added += added;
    if (submissionId !== null && added < kept.length)
      await this.session.query(ADD_REDELIVERIES, { ...key, submission_id: submissionId, fingerprints });
    for (const { record } of kept) this.months.add(`${record.month}-01`);
    let updated = 0;
    if (added < kept.length)
      [{ updated }] = await this.session.query<{ updated: number }>(UPDATE_OUTCOMES, {
        ...key,
        fingerprints,
        outcomes,
      });
    const collisions = kept.flatMap(({ record: { casualties } }, i) =>
      casualties ? [{ fingerprint: fingerprints[i], casualties: `{${casualties.join(',')}}` }] : [],
    );
    if (added > 0 && collisions.length > 0)
      await this.session.query(SET_CASUALTIES, {
        ...key,
        fingerprints: collisions.map(({ fingerprint }) => fingerprint),
        casualties: collisions.map(({ casualties }) => casualties),
      });
    const involved = kept.flatMap(({ record }, i) =>
      (record.people ?? []).map((person) => ({ incident: fingerprints[i], person })),
    );
    const people =
      involved.length > 0
        ? await addPeople(this.session, { partnershipId, sourceId: source.id }, involved)
        : 0;
    if (added + updated + people > 0) {
      this.changed = true;
      if (this.before.has_outcomes)
        await settleOutcomes(
          this.session,
          key,
          outcomeKeys.filter((each) => each !== null),
        );
    }
    return added + updated;
  }

  /** Open sources are published exactly: only closed records need a key. */
  private recordKey(record: IncidentRecord): number {
    return this.secret ? createHash('sha256').update(this.secret).update(record.identity).digest()[0] : 0;
  }

  /**
   * Completes what is made of the incidents. Call it once, before the transaction ends.
   * @param delivered months that were delivered whether or not they have incidents, as their first days
   */
  async finish(delivered: readonly string[] = []): Promise<void> {
    const { partnershipId, source, known } = this.options;
    for (const [key, id] of this.places) if (id !== OUTSIDE) known?.places.set(key, id);
    if (delivered.length > 0) {
      const [{ extended }] = await this.session.query<{ extended: number }>(EXTEND_COVERAGE, {
        partnership_id: partnershipId,
        source_id: source.id,
        months: [...delivered],
      });
      if (extended > 0) this.changed = true;
    }
    if (!this.changed) return;
    const months = { partnership_id: partnershipId, source_id: source.id, months: [...this.months] };
    await this.session.query(EXTEND_COVERAGE, months);
    if (this.added > 0)
      await this.session.query(COUNT_ADDED_INCIDENTS, {
        partnership_id: partnershipId,
        source_id: source.id,
        last_id: this.before.last_id,
      });
    if (!this.open)
      await rebuildCells(this.session, partnershipId, { sourceId: source.id, months: months.months });
    await raiseDataVersion(this.session, partnershipId);
  }
}

/**
 * Waits until no other load of the partnership is under way, and keeps others waiting until the transaction ends.
 *
 * @throws Problem BAD_USER_INPUT where it is a county: its members are loaded.
 */
export async function takeTurn(session: Session, partnershipId: number): Promise<void> {
  await session.query(LOCK_PARTNERSHIP, { partnership_id: partnershipId });
  await refuseCounty(session, partnershipId);
}

/** Tells every reader and cache that a partnership's data has changed. */
export async function raiseDataVersion(session: Session, partnershipId: number): Promise<void> {
  await session.query(RAISE_DATA_VERSION, { partnership_id: partnershipId });
}
