import {
  AreaKind,
  AreaOrigin,
  completeAfterBoundaries,
  endReplacedBoundaries,
  storeBoundaries,
} from '../../domain/areas';
import { rebuildCells } from '../../domain/incidents';
import type { Database } from '../../platform/database';
import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import type { RowReject } from '../reading/record';
import { type AreaItem, dissolvedAreas } from './dissolve';
import { type FeatureAnswer, type ImportTarget, importFeatures, type LocatedRow } from './features';
import { acceptsFeatures, isTable } from './formats';
import type { Epsg } from './reader';
import { isBoundaryReject, readBoundaries } from './records';

/** Boundaries to import: partnership, kind of area and validity. */
export interface BoundaryImport {
  /** Code of the partnership. */
  partnership: string;
  kind: AreaKind;
  /** First and last day of these boundaries, YYYY-MM-DD; open where null or undefined. */
  validFrom?: string;
  validTo?: string;
  /** CRS of the files, where they declare none or a wrong one. */
  crs?: Epsg;
  /** Layer to read from files with several. */
  layer?: string;
  /** Properties or columns with code and name, where they are not recognised. */
  codeField?: string;
  nameField?: string;
  /** Whether to account for every feature without keeping any. */
  dryRun?: boolean;
  paths: string[];
}

/** Result of an import of boundaries. */
export type BoundaryAnswer = FeatureAnswer;

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
      // Areas made from wards are DERIVED, although they come from a file.
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
 * Rows of a file of partnership boundaries, all `outside` but the partnership's own: the one with its code, or the only
 * one, which may have the code of the district instead. It is stored under the partnership's code.
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
