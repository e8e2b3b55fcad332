import { type Box, findPartnership, lieWithin } from '../../domain/areas';
import { lockPartnership, raiseDataVersion } from '../../domain/incidents';
import type { Database, Session } from '../../platform/database';
import { fileProblem, openSource } from '../../platform/files';
import type { Geometry } from '../../platform/geo';
import { RowAccount } from '../reading/account';
import { Content } from '../reading/content';
import { deliverFiles, type FileDelivery, type Transaction } from '../reading/delivery';
import type { RowReject } from '../reading/record';
import { addSubmission } from '../reading/submission.queries';
import { UK_GRID } from '../reading/uk-coordinates';
import type { Epsg } from './reader';
import { soleFile } from './zip';

/** Something with a geometry, to be stored. */
export interface Located {
  /** Number of its feature or line. */
  line: number;
  /** All the lines that it is made of, where they are several. */
  lines?: number[];
  crs: Epsg;
  geometry: Geometry;
  /** What was mended on reading. */
  repairs: string[];
}

/** What a row of a file comes to before the database sees it. */
export type LocatedRow<Item extends Located> = Item | RowReject | 'outside' | 'unlocated';

/** What the database made of an item. */
export interface StoredItem {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside' | 'rejected';
  /** What was mended, for a person to read; null where nothing was. */
  repaired: string | null;
}

/** How one kind of geographic content is imported. */
export interface FeatureImport<Item extends Located> extends FileDelivery {
  /** Code of the partnership. */
  partnership: string;
  /** What the ledger calls it. */
  content: string;
  /** The rows of a file. Problem where it cannot be read. */
  rows(content: Content, target: ImportTarget): AsyncIterable<LocatedRow<Item>>;
  /** Stores some items, each with the EPSG code of its coordinates. */
  store(target: ImportTarget, items: (Item & { srid: number })[]): Promise<StoredItem[]>;
  /** Brings up to date what is made of it, after something was stored. */
  complete(target: ImportTarget): Promise<void>;
}

/** Where a file goes. */
export interface ImportTarget {
  session: Session;
  partnershipId: number;
  /** Tells the person who imports something beside the account. */
  remark(text: string): void;
}

/** What an import did. */
export interface FeatureAnswer {
  account: RowAccount;
  /** What was mended, feature by feature, for a person to read. */
  repairs: string[];
  /** What else that person should know. */
  remarks: string[];
}

/** Items handed to the database at a time. */
const BATCH = 200;

/** CRSs whose coordinates the readers check themselves. */
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
    // What is made of boundaries and of incidents is made of both: neither may be half there.
    await lockPartnership(session, id);
    const remark = (text: string) => answer.remarks.push(`${file.name}: ${text}`);
    const target: ImportTarget = { session, partnershipId: id, remark };
    const account = new RowAccount();
    const rejects: RowReject[] = [];
    const reject = (row: RowReject) => {
      rejects.push(row);
      account.reject(file.name, row);
    };

    const store = async (batch: Item[]) => {
      const items = new Map(
        (await onlyBritish(content, target, batch, reject)).map((item) => [item.line, item]),
      );
      if (items.size === 0) return;
      const given = [...items.values()].map((item) => ({ ...item, srid: Number(item.crs.slice(5)) }));
      for (const { line, fate, repaired } of await job.store(target, given)) {
        const { lines = [line], repairs } = items.get(line)!;
        if (fate !== 'rejected') account.add(fate, lines.length);
        else
          for (const each of lines)
            reject({ line: each, field: 'geometry', reason: 'the outline encloses no area' });
        for (const repair of repairs) answer.repairs.push(`${file.name}, feature ${line}: ${repair}`);
        if (repaired !== null && fate === 'loaded')
          answer.repairs.push(`${file.name}, feature ${line}: ${repaired}`);
      }
    };
    let batch: Item[] = [];
    for await (const row of job.rows(content, target)) {
      if (typeof row === 'string') {
        account.read += 1;
        account.add(row);
      } else if ('reason' in row) {
        account.read += 1;
        reject(row);
      } else {
        account.read += row.lines?.length ?? 1;
        batch.push(row);
        if (batch.length === BATCH) {
          await store(batch);
          batch = [];
        }
      }
    }
    await store(batch);
    if (account.count('loaded') > 0) {
      await job.complete(target);
      await raiseDataVersion(session, id);
    }
    const delivery = { partnershipId: id, content: job.content, fileName: file.name, sha256: file.sha256 };
    await addSubmission(session, delivery, account, rejects);
    answer.account.merge(account);
  });
}

/**
 * Of items in a CRS whose numbers tell a reader nothing, those that lie in the United Kingdom; the others are refused.
 * @throws Problem where none does, or PostGIS does not know the CRS: a mistake of the whole file
 */
async function onlyBritish<Item extends Located>(
  content: Content,
  { session }: ImportTarget,
  items: Item[],
  reject: (row: RowReject) => void,
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
    reject({ line, field: 'geometry', reason: 'coordinates that lie outside the United Kingdom' });
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
