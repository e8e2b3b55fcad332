import { RecordedOffenceEntity } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { PeerEntity, type RecordedCrimeEntity } from './peer.entity';

const STORE_PEERS = loadSql(__dirname, 'store_peers');
const CLEAR_PEERS = loadSql(__dirname, 'clear_peers');
const STORE_RECORDED_CRIME = loadSql(__dirname, 'store_recorded_crime');
const SELECT_RECORDED_QUARTERS = loadSql(__dirname, 'select_recorded_quarters');
const COUNT_RECORDED_CRIME = loadSql(__dirname, 'count_recorded_crime');

/** Row of a file, with its line number. */
type Lined<T> = Omit<T, 'partnershipId'> & { line: number };
export type PeerLine = Lined<PeerEntity>;
export type RecordedCrimeLine = Lined<RecordedCrimeEntity>;

/** Number of rows sent to the database at a time. */
const BATCH = 5_000;

const changedLines = (rows: { line: number; changed: boolean }[]) =>
  rows.filter(({ changed }) => changed).map(({ line }) => line);

/**
 * Replaces the groups of the given years by the given members.
 *
 * @returns the lines that changed something, and the number of members removed.
 */
export async function storePeers(
  session: Session,
  partnershipId: number,
  peers: readonly PeerLine[],
): Promise<{ changed: number[]; removed: number }> {
  const given = {
    partnership_id: partnershipId,
    years: peers.map(({ year }) => year),
    codes: peers.map(({ code }) => code),
  };
  const removed = await session.query(CLEAR_PEERS, given);
  const rows = await session.query<{ line: number; changed: boolean }>(STORE_PEERS, {
    ...given,
    lines: peers.map(({ line }) => line),
    names: peers.map(({ name }) => name),
    residents: peers.map(({ residents }) => residents),
    households: peers.map(({ households }) => households),
    vehicles: peers.map(({ vehicles }) => vehicles),
    premises: peers.map(({ premises }) => premises),
  });
  return { changed: changedLines(rows), removed: removed.length };
}

/**
 * Stores published counts of distinct quarters, members and offence codes. Returns the lines that changed something.
 */
export async function storeRecordedCrime(
  session: Session,
  partnershipId: number,
  counts: readonly RecordedCrimeLine[],
): Promise<number[]> {
  const changed: number[] = [];
  for (let start = 0; start < counts.length; start += BATCH) {
    const batch = counts.slice(start, start + BATCH);
    const rows = await session.query<{ line: number; changed: boolean }>(STORE_RECORDED_CRIME, {
      partnership_id: partnershipId,
      lines: batch.map(({ line }) => line),
      peer_codes: batch.map(({ peerCode }) => peerCode),
      quarters: batch.map(({ quarter }) => quarter),
      offence_codes: batch.map(({ offenceCode }) => offenceCode),
      subgroups: batch.map(({ offenceSubgroup }) => offenceSubgroup),
      counts: batch.map(({ n }) => n),
    });
    changed.push(...changedLines(rows));
  }
  return changed;
}

/** Members of all editions of a partnership's group, by year and code. */
export function selectPeers({ manager }: Session, partnershipId: number): Promise<PeerEntity[]> {
  return manager.find(PeerEntity, { where: { partnershipId }, order: { year: 'ASC', code: 'ASC' } });
}

/** First days of the first and the last quarter that was imported; null where none was. */
export async function selectRecordedQuarters(
  session: Session,
  partnershipId: number,
): Promise<{ first: string; last: string } | null> {
  const [row] = await session.query<{ first: string | null; last: string | null }>(SELECT_RECORDED_QUARTERS, {
    partnership_id: partnershipId,
  });
  return row.first && row.last ? { first: row.first, last: row.last } : null;
}

/** Ids of the offences that recorded-crime tables cover. */
export async function selectRecordedOffences({ manager }: Session): Promise<Set<number>> {
  return new Set((await manager.find(RecordedOffenceEntity)).map(({ offenceId }) => offenceId));
}

/** Count of one offence recorded by one member in one quarter. */
export interface RecordedCount {
  peer_code: string;
  quarter: string;
  /** Offence of the vocabulary; null where the code is not mapped to one. */
  offence_id: number | null;
  n: number;
}

/** Crimes recorded by members in the quarters of a period, by offence of the vocabulary. */
export function countRecordedCrime(
  session: Session,
  partnershipId: number,
  codes: readonly string[],
  period: Period,
): Promise<RecordedCount[]> {
  const values = { partnership_id: partnershipId, codes, from: period.from, to: period.to };
  return session.query<RecordedCount>(COUNT_RECORDED_CRIME, values);
}
