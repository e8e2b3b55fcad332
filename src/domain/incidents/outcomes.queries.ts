import { hash } from 'node:crypto';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { OutcomeEntity } from '../vocabulary';
import type { SourceKey } from './coverage';
import type { IncidentOutcome } from './incident.type';
import type { RecordPlace } from './record';

const ADD_OUTCOMES = loadSql(__dirname, 'add_outcomes');
const SETTLE_OUTCOMES = loadSql(__dirname, 'settle_outcomes');
const SELECT_INCIDENT_OUTCOMES = loadSql(__dirname, 'select_incident_outcomes');

/** Events of one incident that are shown: its latest. */
export const MOST_OUTCOMES = 100;

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The outcomes of a delivery: the words of its source, and the ids that the database knows them by. */
export class OutcomeWords {
  /**
   * @param open whether the source is open, so that everyone may know its words
   * @param ids those known from deliveries of the same import, to be added to
   */
  constructor(
    private readonly session: Session,
    private readonly open: boolean,
    private readonly ids = new Map<string, number>(),
  ) {}

  /** Adds the words that are not known yet. */
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
    const known = new Map((await this.session.manager.find(OutcomeEntity)).map(({ code, id }) => [code, id]));
    for (const [word, code] of fresh) this.ids.set(this.keyOf(word), known.get(code)!);
  }

  /** The id of a word that was added. */
  idOf(word: string): number {
    return this.ids.get(this.keyOf(word))!;
  }

  /** A word that a closed source has brought is not yet open. */
  private keyOf(word: string): string {
    return `${this.open} ${word}`;
  }
}

function placeText(place: RecordPlace): string {
  // As whole numbers (10 cm, 1 m), so that an incident and its outcomes agree however the numbers were written.
  if (place.kind === 'lonlat')
    return `d ${Math.round(place.longitude * 1e6)} ${Math.round(place.latitude * 1e6)}`;
  if (place.kind === 'grid') return `g ${Math.round(place.easting)} ${Math.round(place.northing)}`;
  return place.kind === 'postcode-district' ? `p ${place.code}` : '';
}

/**
 * What an incident and its outcome events have in common: a hash of reference and place. A reference alone is not
 * enough, for different crimes may share one; those that do are at different places.
 */
export function outcomeKey(reference: string, place: RecordPlace): string {
  return hash('sha256', `${reference}\u001f${placeText(place)}`).slice(0, 32);
}

/** Gives the incidents of some keys the latest of their outcomes. */
export async function settleOutcomes(session: Session, source: SourceKey, keys: string[]): Promise<void> {
  await session.query(SETTLE_OUTCOMES, { ...source, outcome_keys: keys });
}

/** An incident among those of all partnerships. */
export interface IncidentKey {
  partnershipId: number;
  id: number;
}

/** The outcome events of each incident, the latest first, {@link MOST_OUTCOMES} of one at most. */
export async function selectIncidentOutcomes(
  session: Session,
  keys: readonly IncidentKey[],
): Promise<IncidentOutcome[][]> {
  const rows = await session.query<{ id: number; month: string; code: string; name: string }>(
    SELECT_INCIDENT_OUTCOMES,
    {
      partnerships: keys.map(({ partnershipId }) => partnershipId),
      ids: keys.map(({ id }) => id),
      most: MOST_OUTCOMES,
    },
  );
  const byIncident = new Map<number, IncidentOutcome[]>(keys.map(({ id }) => [id, []]));
  for (const { id, month, code, name } of rows)
    byIncident.get(id)!.push({ month: month.slice(0, 7), outcome: { code, name } });
  return keys.map(({ id }) => byIncident.get(id)!);
}
