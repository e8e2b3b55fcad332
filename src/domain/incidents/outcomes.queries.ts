import { hash } from 'node:crypto';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { OutcomeEntity } from '../vocabulary';
import type { SourceKey } from './coverage';
import type { IncidentOutcome } from './incident.type';
import type { RecordPlace } from './record';

const ADD_OUTCOMES = loadSql(__dirname, 'add_outcomes');
const OWN_OUTCOMES = loadSql(__dirname, 'own_outcomes');
const SETTLE_OUTCOMES = loadSql(__dirname, 'settle_outcomes');
const SELECT_INCIDENT_OUTCOMES = loadSql(__dirname, 'select_incident_outcomes');

/** Limit of outcome events returned per incident, counted from the latest. */
export const MAX_OUTCOMES = 100;

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Outcome words of a source, with their ids in the database. */
export class OutcomeWords {
  /**
   * @param open whether the source is open, so that everyone may know its words; those of a closed source are for readers of
   *   the partnership's records.
   * @param ids ids from earlier files of one import; new ones are added to it.
   */
  constructor(
    private readonly session: Session,
    private readonly partnershipId: number,
    private readonly open: boolean,
    private readonly ids = new Map<string, number>(),
  ) {}

  /** Adds words that have no id yet. */
  async add(words: Iterable<string | null>): Promise<void> {
    const fresh = new Map<string, string>();
    for (const word of words)
      if (word !== null && !this.ids.has(this.keyOf(word))) fresh.set(word, slug(word));
    if (fresh.size === 0) return;
    await this.session.query(ADD_OUTCOMES, {
      codes: [...fresh.values()],
      names: [...fresh.keys()],
      open: this.open,
    });
    if (!this.open)
      await this.session.query(OWN_OUTCOMES, {
        partnership_id: this.partnershipId,
        codes: [...fresh.values()],
      });
    const known = new Map((await this.session.manager.find(OutcomeEntity)).map(({ code, id }) => [code, id]));
    for (const [word, code] of fresh) this.ids.set(this.keyOf(word), known.get(code)!);
  }

  /** Id of a word that was passed to {@link add}. */
  idOf(word: string): number {
    return this.ids.get(this.keyOf(word))!;
  }

  /** Separates open and closed words: one that only a closed source has brought must not count as open. */
  private keyOf(word: string): string {
    return `${this.open} ${word}`;
  }
}

function placeText(place: RecordPlace): string {
  // Round to whole numbers (1e-6 degrees or 1 m), so that an incident matches its outcomes in any notation of decimals.
  if (place.kind === 'lonlat')
    return `d ${Math.round(place.longitude * 1e6)} ${Math.round(place.latitude * 1e6)}`;
  if (place.kind === 'grid') return `g ${Math.round(place.easting)} ${Math.round(place.northing)}`;
  return place.kind === 'postcode-district' ? `p ${place.code}` : '';
}

/**
 * Key that an incident shares with its outcome events: hash of reference and place. Different crimes may share a
 * reference, but those are at different places.
 */
export function outcomeKey(reference: string, place: RecordPlace): string {
  return hash('sha256', `${reference}\u001f${placeText(place)}`).slice(0, 32);
}

/** Sets the outcome of incidents, given by outcome key, to their latest outcome event. */
export async function settleOutcomes(session: Session, source: SourceKey, keys: string[]): Promise<void> {
  await session.query(SETTLE_OUTCOMES, { ...source, outcome_keys: keys });
}

/** Id of an incident with its partnership. */
export interface IncidentKey {
  partnershipId: number;
  id: number;
}

/** Outcome events of each incident, the latest first, at most {@link MAX_OUTCOMES} of one incident. */
export async function selectIncidentOutcomes(
  session: Session,
  keys: readonly IncidentKey[],
): Promise<IncidentOutcome[][]> {
  const rows = await session.query<{ id: number; month: string; code: string; name: string }>(
    SELECT_INCIDENT_OUTCOMES,
    {
      partnerships: keys.map(({ partnershipId }) => partnershipId),
      ids: keys.map(({ id }) => id),
      most: MAX_OUTCOMES,
    },
  );
  const byIncident = new Map<number, IncidentOutcome[]>(keys.map(({ id }) => [id, []]));
  for (const { id, month, code, name } of rows)
    byIncident.get(id)!.push({ month: month.slice(0, 7), outcome: { code, name } });
  return keys.map(({ id }) => byIncident.get(id)!);
}
