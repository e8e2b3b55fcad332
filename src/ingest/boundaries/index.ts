import {
  AreaKind,
  AreaOrigin,
  type Boundary,
  completeAfterBoundaries,
  findPartnership,
  storeBoundaries,
} from '../../areas';
import type { Database, Session } from '../../database';
import { raiseDataVersion, rebuildCells } from '../../incidents';
import { RowAccount } from '../account';
import { deliver, type Transaction } from '../delivery';
import { fileProblem, listSources, openSource, type SourceFile } from '../file';
import { startProgress } from '../progress';
import type { RowReject } from '../record';
import { addSubmission } from '../submission.queries';
import type { Crs } from '../uk-coordinates';
import { acceptsGeoJson, type BoundaryRecord, isBoundaryReject, readGeoJson } from './geojson';

/** Which boundaries are imported, and as what. */
export interface BoundaryImport {
  /** Code of the partnership. */
  partnership: string;
  kind: AreaKind;
  /** First and last day of these boundaries, ISO dates; null or absent where open. */
  validFrom?: string;
  validTo?: string;
  /** Coordinates of the files, where they do not say so themselves. */
  crs?: Crs;
  /** Properties that hold code and name, where they are not recognised. */
  codeField?: string;
  nameField?: string;
  paths: string[];
  /** Tell what would become of every area, and change nothing. */
  dryRun?: boolean;
}

/** What an import of boundaries did. */
export interface BoundaryAnswer {
  account: RowAccount;
  /** What was mended, feature by feature, for a person to read. */
  repairs: string[];
}

/** Boundaries handed to the database at a time. */
const BATCH = 200;

/**
 * Stores boundaries of one kind and enters what became of each in the account. Repairs are reported, never silent.
 */
export async function storeAndReport(
  session: Session,
  partnershipId: number,
  fileName: string,
  boundaries: Boundary[],
  as: { kind: AreaKind; validFrom: string | null; validTo: string | null; origin: AreaOrigin },
  { account, repairs }: BoundaryAnswer,
): Promise<RowReject[]> {
  const rejects: RowReject[] = [];
  for (const stored of await storeBoundaries(session, partnershipId, boundaries, as)) {
    if (stored.fate === 'rejected') {
      const reject = { line: stored.line, field: 'geometry', reason: 'the outline encloses no area' };
      rejects.push(reject);
      account.reject(fileName, reject);
      continue;
    }
    account.add(stored.fate);
    if (stored.repaired !== null && stored.fate === 'loaded') {
      const change = Math.round(stored.squareMetresChanged ?? 0);
      repairs.push(
        `${fileName}, feature ${stored.line}: ${stored.repaired}, repaired; the area changed by ${change} m²`,
      );
    }
  }
  return rejects;
}

/**
 * The rows of a file of partnership boundaries, all but the partnership's own as `null`: the one with its code, or
 * the only one, which may have the code of the district instead. It is stored under the partnership's code.
 */
async function ownBoundary(
  file: SourceFile,
  rows: AsyncIterable<BoundaryRecord | RowReject>,
  code: string,
): Promise<(BoundaryRecord | RowReject | null)[]> {
  const all: (BoundaryRecord | RowReject)[] = [];
  for await (const row of rows) all.push(row);
  if (all.length === 1) return all.map((row) => (isBoundaryReject(row) ? row : { ...row, code }));
  const own = all.map((row) => (isBoundaryReject(row) || row.code === code ? row : null));
  if (!own.some((row) => row !== null && !isBoundaryReject(row)))
    throw fileProblem(
      file,
      "several areas, and none of them has the partnership's code. Name the property that holds it with --code-field, " +
        'or give a file with its boundary alone.',
    );
  return own;
}

async function importFile(
  transaction: Transaction,
  path: string,
  options: BoundaryImport,
  answer: BoundaryAnswer,
): Promise<boolean> {
  const file = await openSource(path);
  return transaction(async (session) => {
    const { id } = await findPartnership(session, options.partnership);
    const here: BoundaryAnswer = { account: new RowAccount(), repairs: answer.repairs };
    const rejects: RowReject[] = [];
    const as = {
      kind: options.kind,
      validFrom: options.validFrom ?? null,
      validTo: options.validTo ?? null,
      origin: AreaOrigin.IMPORTED,
    };
    let batch: Boundary[] = [];
    const flush = async () => {
      rejects.push(...(await storeAndReport(session, id, file.name, batch, as, here)));
      batch = [];
    };
    const rows = readGeoJson(file, options);
    const whole = options.kind === AreaKind.PARTNERSHIP;
    for await (const row of whole ? await ownBoundary(file, rows, options.partnership) : rows) {
      here.account.read += 1;
      if (row === null) {
        here.account.add('outside');
        continue;
      }
      if (isBoundaryReject(row)) {
        rejects.push(row);
        here.account.reject(file.name, row);
        continue;
      }
      for (const repair of row.repairs)
        answer.repairs.push(`${file.name}, feature ${row.feature}: ${repair}`);
      const { feature, code, name, geometry, crs } = row;
      batch.push({ line: feature, code, name, geometry, srid: crs === 'EPSG:27700' ? 27700 : 4326 });
      if (batch.length === BATCH) await flush();
    }
    if (batch.length > 0) await flush();
    const changed = here.account.count('loaded') > 0;
    if (changed) {
      await completeAfterBoundaries(session, id, options.kind);
      await rebuildCells(session, id);
      await raiseDataVersion(session, id);
    }
    const delivery = { partnershipId: id, content: options.kind, fileName: file.name, sha256: file.sha256 };
    await addSubmission(session, delivery, here.account, rejects);
    answer.account.merge(here.account);
    return changed;
  });
}

/**
 * Imports boundaries of one kind from GeoJSON files, one transaction per file.
 *
 * @throws Problem naming the file that cannot be read; files before it stay loaded.
 */
export async function importBoundaries(database: Database, options: BoundaryImport): Promise<BoundaryAnswer> {
  const { files } = await listSources(options.paths, acceptsGeoJson);
  const progress = startProgress({ task: 'Importing boundaries', total: files.length });
  const answer: BoundaryAnswer = { account: new RowAccount(), repairs: [] };
  try {
    await deliver(database, options, async (transaction) => {
      for (const [i, path] of files.entries()) {
        await importFile(transaction, path, options, answer);
        progress.update(i + 1, `file ${i + 1} of ${files.length}`);
      }
    });
  } finally {
    progress.stop();
  }
  return answer;
}
