import {
  AreaKind,
  AreaOrigin,
  codesAt,
  completeAfterBoundaries,
  dissolveWards,
  endReplacedBoundaries,
  storeBoundaries,
} from '../../domain/areas';
import { rebuildCells } from '../../domain/incidents';
import { today } from '../../platform/calendar';
import type { Database } from '../../platform/database';
import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import type { RowReject } from '../reading/record';
import {
  type FeatureAnswer,
  type ImportTarget,
  importFeatures,
  type Located,
  type LocatedRow,
} from './features';
import { acceptsFeatures, isTable } from './formats';
import type { Epsg } from './reader';
import { isBoundaryReject, readBoundaries } from './records';
import { readSntTable, type WardOfSntArea } from './snt-table';

/** Which boundaries are imported, and as what. */
export interface BoundaryImport {
  /** Code of the partnership. */
  partnership: string;
  kind: AreaKind;
  /** First and last day of these boundaries, ISO dates; null or absent where open. */
  validFrom?: string;
  validTo?: string;
  /** Coordinates of the files, where they do not say so themselves, or are wrong. */
  crs?: Epsg;
  /** The layer to read of files that have several. */
  layer?: string;
  /** Properties or columns that hold code and name, where they are not recognised. */
  codeField?: string;
  nameField?: string;
  /** Tell what would become of every feature, and change nothing. */
  dryRun?: boolean;
  paths: string[];
}

/** What an import of boundaries did. */
export type BoundaryAnswer = FeatureAnswer;

/** An area to be stored. */
interface AreaItem extends Located {
  code: string;
  name: string;
}

/**
 * Imports boundaries of one kind from geographic files of any format, one transaction per file; SNT areas also from
 * tables of wards.
 *
 * @throws Problem naming the file that cannot be read; files before it stay loaded.
 */
export function importBoundaries(database: Database, options: BoundaryImport): Promise<BoundaryAnswer> {
  const { kind, partnership, paths, dryRun, validFrom = null, validTo = null } = options;
  return importFeatures<AreaItem>(database, {
    partnership,
    paths,
    dryRun,
    accepts: (name) => acceptsFeatures(name) || (kind === AreaKind.SNT_AREA && /\.csv(\.gz)?$/i.test(name)),
    task: 'Importing boundaries',
    content: kind,
    rows: (content, target) => rowsOf(content, target, options),
    async store({ session, partnershipId }, items) {
      // What is made of wards is told from what was drawn, though both come from a file.
      const origin = items[0].lines === undefined ? AreaOrigin.IMPORTED : AreaOrigin.DERIVED;
      const as = { kind, validFrom, validTo, origin };
      const stored = await storeBoundaries(session, partnershipId, items, as);
      return stored.map(({ line, fate, repaired, squareMetresChanged }) => ({
        line,
        fate,
        repaired:
          repaired && `${repaired}, repaired; the area changed by ${Math.round(squareMetresChanged ?? 0)} m²`,
      }));
    },
    async complete({ session, partnershipId, remark }) {
      const as = { kind, validFrom, validTo };
      for (const ended of await endReplacedBoundaries(session, partnershipId, as)) remark(ended);
      await completeAfterBoundaries(session, partnershipId, kind);
      await rebuildCells(session, partnershipId);
    },
  });
}

async function* rowsOf(
  content: Content,
  target: ImportTarget,
  options: BoundaryImport,
): AsyncGenerator<LocatedRow<AreaItem>> {
  if (isTable(content)) {
    if (options.kind !== AreaKind.SNT_AREA)
      throw fileProblem(
        content,
        'this is text of no format of boundaries. A table can tell SNT areas (--kind snt-area) by their wards only.',
      );
    yield* dissolvedAreas(content, target, options);
    return;
  }
  const areas = areasOf(content, options);
  yield* options.kind === AreaKind.PARTNERSHIP ? ownBoundary(content, areas, options.partnership) : areas;
}

async function* areasOf(content: Content, options: BoundaryImport): AsyncGenerator<AreaItem | RowReject> {
  for await (const row of readBoundaries(content, options))
    yield isBoundaryReject(row) ? row : { ...row, line: row.feature };
}

/**
 * The rows of a file of partnership boundaries, all but the partnership's own as `outside`: the one with its code, or
 * the only one, which may have the code of the district instead. It is stored under the partnership's code.
 */
async function* ownBoundary(
  content: Content,
  rows: AsyncIterable<AreaItem | RowReject>,
  code: string,
): AsyncGenerator<LocatedRow<AreaItem>> {
  const isArea = (row: AreaItem | RowReject): row is AreaItem => 'geometry' in row;
  const ownOf = (row: AreaItem | RowReject) => (isArea(row) && row.code !== code ? 'outside' : row);
  let first: AreaItem | RowReject | undefined;
  let count = 0;
  let found = false;
  for await (const row of rows) {
    count += 1;
    found ||= isArea(row) && row.code === code;
    if (count === 1) {
      first = row;
      continue;
    }
    if (count === 2) yield ownOf(first!);
    yield ownOf(row);
  }
  if (count === 1) yield isArea(first!) ? { ...first, code } : first!;
  else if (count > 1 && !found)
    throw fileProblem(
      content,
      "several areas, and none of them has the partnership's code. Name the property that holds it with --code-field, " +
        'or give a file with its boundary alone.',
    );
}

/** SNT areas of a table of wards, made of the wards that are valid when the areas begin (else end, else today). */
async function* dissolvedAreas(
  content: Content,
  { session, partnershipId, remark }: ImportTarget,
  options: BoundaryImport,
): AsyncGenerator<LocatedRow<AreaItem>> {
  const day = options.validFrom ?? options.validTo ?? today();
  const at = { partnershipId, at: day };
  const wards = await codesAt(session, { ...at, kind: AreaKind.WARD });
  if (wards.size === 0)
    throw fileProblem(
      content,
      `the partnership has no wards that are valid on ${day}. Import them first, or say with --valid-from when the SNT ` +
        'areas begin.',
    );
  const lines = new Map<string, WardOfSntArea>();
  const areas = new Map<string, { name: string; lines: number[]; wards: number[] }>();
  for (const row of await readSntTable(content, options)) {
    if ('reason' in row) {
      yield row;
      continue;
    }
    const { line, ward, code, name } = row;
    const wardId = wards.get(ward);
    const before = lines.get(ward);
    if (wardId === undefined) {
      yield { line, field: 'ward', reason: `no ward of the partnership that is valid on ${day}` };
    } else if (before !== undefined) {
      const reason =
        before.code === code
          ? `the same as line ${before.line}`
          : `this ward is in another SNT area by line ${before.line}; it can be in one only`;
      yield { line, field: 'ward', reason };
    } else {
      lines.set(ward, row);
      const area = areas.get(code) ?? { name, lines: [], wards: [] };
      area.lines.push(line);
      area.wards.push(wardId);
      areas.set(code, area);
    }
  }
  const gaps = [...wards.keys()].filter((code) => !lines.has(code));
  if (gaps.length > 0 && areas.size > 0)
    remark(`${gaps.length} of ${wards.size} wards are in no SNT area: ${listed(gaps)}`);
  const left = [...(await codesAt(session, { ...at, kind: AreaKind.SNT_AREA })).keys()].filter(
    (code) => !areas.has(code),
  );
  if (left.length > 0 && areas.size > 0)
    remark(`SNT areas of earlier files that are not in this one stay valid: ${listed(left)}`);
  const shapes = await dissolveWards(
    session,
    [...areas.values()].map((area) => area.wards),
  );
  for (const [i, [code, { name, lines: all }]] of [...areas].entries())
    yield {
      line: all[0],
      lines: all,
      code,
      name,
      crs: 'EPSG:27700',
      geometry: shapes[i],
      repairs: [],
    };
}

/** Codes of our own areas for a message. */
function listed(codes: string[]): string {
  return codes.slice(0, 20).join(', ') + (codes.length > 20 ? ` and ${codes.length - 20} more` : '');
}
