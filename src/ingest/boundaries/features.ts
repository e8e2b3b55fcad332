import { type Box, findPartnership, lieWithin } from '../../domain/areas';
import { lockPartnership, raiseDataVersion } from '../../domain/incidents';
import type { Database, Session } from '../../platform/database';
import { fileProblem, openSource } from '../../platform/files';
import type { Geometry } from '../../platform/geo';
import { UK_GRID } from '../../platform/geo';
import { RowAccount } from '../reading/account';
import { Content } from '../reading/content';
import { deliverFiles, type FileDelivery, type Transaction } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import type { RowReject } from '../reading/record';
import type { Epsg } from './reader';
import { soleFile } from './zip';

/** Item with a geometry, to be stored. */
export interface Located {
  /** Number of its feature or line. */
  line: number;
  /** All lines that it is made from, where they are several. */
  lines?: number[];
  crs: Epsg;
  geometry: Geometry;
  /** Repairs made while reading. */
  repairs: string[];
}

/** A row as it was read: an item, or the result of a row that is not stored. */
export type LocatedRow<Item extends Located> = Item | RowReject | 'outside' | 'unlocated';

/** Result of storing an item. */
export interface StoredItem {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside' | 'rejected';
  /** Repair made by the database, in words; null for none. */
  repaired: string | null;
}

/** How one kind of geographic content is imported. */
export interface FeatureImport<Item extends Located> extends FileDelivery {
  /** Code of the partnership. */
  partnership: string;
  /** Name of its deliveries in the ledger. */
  content: string;
  /** Reads the rows of a file. Problem where it cannot be read. */
  rows(content: Content, target: ImportTarget): AsyncIterable<LocatedRow<Item>>;
  /** Stores some items, each with the EPSG code of its coordinates. */
  store(target: ImportTarget, items: (Item & { srid: number })[]): Promise<StoredItem[]>;
  /** Updates what is derived from the items, after some were stored. */
  complete(target: ImportTarget): Promise<void>;
}

/** The partnership and transaction that a file is loaded into. */
export interface ImportTarget {
  session: Session;
  partnershipId: number;
  /** Adds a line for the person who imports, printed before the account. */
  remark(text: string): void;
}

/** Result of an import. */
export interface FeatureAnswer {
  account: RowAccount;
  /** Repairs feature by feature, in words. */
  repairs: string[];
  /** Further remarks for the person who imports. */
  remarks: string[];
}

/** Items sent to the database in one statement. */
const BATCH = 200;

/** CRSs with a range for the United Kingdom, which the readers check themselves. */
const CHECKED: Epsg[] = ['EPSG:4326', 'EPSG:27700'];

/**
 * Imports geographic files, one transaction per file.
 *
 * @throws Problem naming the file that cannot be read; files before it stay loaded.
 */
export async function importFeatures<Item extends Located>(
  database: Database,
  job: FeatureImport<Item>,
): Promise<FeatureAnswer> {
  const answer: FeatureAnswer = { account: new RowAccount(), repairs: [], remarks: [] };
  await deliverFiles(database, job, (transaction, path) => importFile(transaction, path, job, answer));
  return answer;
}

async function importFile<Item extends Located>(
  transaction: Transaction,
  path: string,
  job: FeatureImport<Item>,
  answer: FeatureAnswer,
): Promise<void> {
  const file = await openSource(path);
  const content = soleFile(await Content.of(file));
  await transaction(async (session) => {
    const { id } = await findPartnership(session, job.partnership);
    // Take turns with loads of incidents: areas of locations are derived from both, and must see both complete.
    await lockPartnership(session, id);
    const remark = (text: string) => answer.remarks.push(`${file.name}: ${text}`);
    const target: ImportTarget = { session, partnershipId: id, remark };
    const account = new FileAccount(file);
    let batch: Item[] = [];
    const store = async () => {
      const repairs = await storeBatch(job, target, content, batch, account);
      answer.repairs.push(...repairs.map((repair) => `${file.name}, ${repair}`));
      batch = [];
    };
    for await (const row of job.rows(content, target)) {
      account.read += typeof row === 'string' || 'reason' in row ? 1 : (row.lines?.length ?? 1);
      if (typeof row === 'string') account.add(row);
      else if ('reason' in row) account.rejectRow(row);
      else if (batch.push(row) === BATCH) await store();
    }
    await store();
    if (account.count('loaded') > 0) {
      await job.complete(target);
      await raiseDataVersion(session, id);
    }
    await account.record(session, id, job.content);
    answer.account.merge(account);
  });
}

/** Stores a batch of items and accounts for them. @returns the repairs of its features. */
async function storeBatch<Item extends Located>(
  job: FeatureImport<Item>,
  target: ImportTarget,
  content: Content,
  batch: Item[],
  account: FileAccount,
): Promise<string[]> {
  const inside = await onlyBritish(content, target, batch, account);
  if (inside.length === 0) return [];
  const items = new Map(inside.map((item) => [item.line, item]));
  const stored = await job.store(
    target,
    [...items.values()].map((item) => ({ ...item, srid: Number(item.crs.slice(5)) })),
  );
  return stored.flatMap(({ line, fate, repaired }) => {
    const { lines = [line], repairs } = items.get(line)!;
    if (fate !== 'rejected') account.add(fate, lines.length);
    else
      for (const each of lines)
        account.rejectRow({ line: each, field: 'geometry', reason: 'the outline encloses no area' });
    const all = repaired !== null && fate === 'loaded' ? [...repairs, repaired] : repairs;
    return all.map((repair) => `feature ${line}: ${repair}`);
  });
}

/**
 * Items in the United Kingdom, among those in a CRS without a range that readers can check; rejects the others.
 *
 * @throws Problem where none lies there, or PostGIS does not know the CRS: a mistake of the whole file.
 */
async function onlyBritish<Item extends Located>(
  content: Content,
  { session }: ImportTarget,
  items: Item[],
  account: FileAccount,
): Promise<Item[]> {
  const unchecked = items.filter(({ crs }) => !CHECKED.includes(crs));
  if (unchecked.length === 0) return items;
  const srid = Number(unchecked[0].crs.slice(5));
  const limits: Box = [UK_GRID.x[0], UK_GRID.y[0], UK_GRID.x[1], UK_GRID.y[1]];
  const inside = await lieWithin(
    session,
    srid,
    unchecked.map(({ geometry }) => boxOf(geometry)),
    limits,
  );
  if (!inside.includes(true))
    throw fileProblem(
      content,
      `in ${unchecked[0].crs} nothing of it would lie in the United Kingdom. Name the right CRS with --crs.`,
    );
  const away = new Set(unchecked.filter((_, i) => !inside[i]));
  for (const { line } of away)
    account.rejectRow({ line, field: 'geometry', reason: 'coordinates that lie outside the United Kingdom' });
  return items.filter((item) => !away.has(item));
}

function boxOf({ coordinates }: Geometry): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const extend = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part;
    if (typeof x !== 'number') for (const each of part) extend(each);
    else {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  };
  extend(coordinates);
  return box;
}
