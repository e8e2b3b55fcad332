import {
  AreaKind,
  estimatePopulation,
  findPartnership,
  type Measure,
  type PopulationFigure,
  populationAreas,
  storePopulation,
} from '../../domain/areas';
import { lockPartnership, raiseDataVersion } from '../../domain/incidents';
import type { Database, Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { RowAccount } from '../reading/account';
import { acceptsTable, deliverFiles, type Transaction } from '../reading/delivery';
import type { RowReject } from '../reading/record';
import { addSubmission } from '../reading/submission.queries';
import { isRefused } from '../reading/table';
import { openPopulation, type PopulationOptions, type PopulationRow } from './layouts';

/** Which population files are imported, and where. */
export interface PopulationImport extends PopulationOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Code of the local authority that the partnership is, for files by local authority. */
  localAuthority?: string;
  /** Tell what would become of every row, and change nothing. */
  dryRun?: boolean;
  paths: string[];
}

/** What an import of population did. */
export interface PopulationAnswer {
  account: RowAccount;
  /** What was left out or summed, for a person to read. */
  notes: string[];
}

const KIND_NAMES: Record<AreaKind, string> = {
  WARD: 'wards',
  SNT_AREA: 'SNT areas',
  POSTCODE_DISTRICT: 'postcode districts',
  LSOA: 'LSOAs',
  PARTNERSHIP: 'partnership',
};

/** The cell that a figure is of, as text. */
function cellOf(figure: PopulationFigure): string {
  const { areaCode, year, measure, ageBandSystem, ageBand, sex, ethnicitySystem, ethnicity } = figure;
  return JSON.stringify([areaCode, year, measure, ageBandSystem, ageBand, sex, ethnicitySystem, ethnicity]);
}

/** Sums what was delivered to the areas that are made of it. Whether anything is new. */
async function estimate(
  session: Session,
  partnershipId: number,
  figures: readonly PopulationFigure[],
  areas: ReadonlyMap<string, AreaKind>,
  notes: string[],
): Promise<boolean> {
  const asked = new Map(
    figures.map(({ areaKind: kind, year, measure }) => [
      `${kind} ${year} ${measure}`,
      { kind, year, measure: measure as Measure },
    ]),
  );
  let changed = false;
  for (const base of asked.values()) {
    const given = new Set(figures.filter((f) => f.areaKind === base.kind).map(({ areaCode }) => areaCode));
    const missing = [...areas].filter(([code, kind]) => kind === base.kind && !given.has(code)).length;
    if (missing > 0 && (base.kind === AreaKind.LSOA || base.kind === AreaKind.WARD))
      notes.push(
        `${base.year}: the file has no row for ${missing} of the ${given.size + missing} ${KIND_NAMES[base.kind]} of ` +
          'this partnership; perhaps its codes are of another year than the boundaries.',
      );
    for (const made of await estimatePopulation(session, partnershipId, base)) {
      changed ||= made.changed > 0;
      const { kind, areas: all, covered } = made;
      notes.push(
        `${base.year}: ${base.measure.toLowerCase()} of ${covered} of ${all} ${KIND_NAMES[kind]} summed from ` +
          `${KIND_NAMES[base.kind]} by best fit${covered < all ? '; the others are not covered by them' : ''}.`,
      );
    }
  }
  return changed;
}

async function importFile(
  transaction: Transaction,
  path: string,
  options: PopulationImport,
  answer: PopulationAnswer,
): Promise<void> {
  const { file, rows } = await openPopulation(path, options);
  await transaction(async (session) => {
    const { id, code: ownCode } = await findPartnership(session, options.partnership);
    await lockPartnership(session, id);
    const areas = await populationAreas(session, id);
    if (areas.size === 0)
      throw new Problem(
        'BAD_USER_INPUT',
        'The partnership has no boundaries yet, so nobody can tell which figures are of its areas. Import them first: ' +
          'csg import boundaries --kind ward …',
      );
    const account = new RowAccount();
    const rejects: RowReject[] = [];
    const reject = (row: RowReject) => {
      account.reject(file.name, row);
      rejects.push(row);
    };
    const figures: PopulationFigure[] = [];
    const cells = new Set<string>();
    const leftOut = new Map<string, number>();
    const take = (row: PopulationRow) => {
      const areaCode = row.areaCode === options.localAuthority ? ownCode : row.areaCode;
      const areaKind = areas.get(areaCode);
      if (areaKind === undefined) {
        account.add('outside');
        return;
      }
      const own = row.figures.map((figure) => ({ ...figure, areaCode, areaKind }));
      const keys = own.map(cellOf);
      if (keys.some((key) => cells.has(key))) {
        reject({ line: row.line, field: 'row', reason: 'of the same people as an earlier row' });
        return;
      }
      for (const key of keys) cells.add(key);
      figures.push(...own);
      if (row.leftOut) leftOut.set(row.leftOut, (leftOut.get(row.leftOut) ?? 0) + 1);
    };
    for await (const batch of rows) {
      account.read += batch.length;
      for (const row of batch)
        if (isRefused(row)) reject(row);
        else take(row);
    }
    for (const [what, n] of leftOut) answer.notes.push(`${file.name}: in ${n} rows, ${what}.`);

    const changed = await storePopulation(session, id, figures);
    const lines = new Set(figures.map(({ line }) => line));
    account.add('loaded', changed.size).add('unchanged', lines.size - changed.size);
    const estimated = await estimate(session, id, figures, areas, answer.notes);
    if (changed.size > 0 || estimated) await raiseDataVersion(session, id);
    const delivery = { partnershipId: id, content: 'population', fileName: file.name, sha256: file.sha256 };
    await addSubmission(session, delivery, account, rejects);
    answer.account.merge(account);
  });
}

/**
 * Imports residents, households, vehicles and premises of areas, one transaction per file. Figures of LSOAs and wards are
 * also summed to the areas that are made of them.
 *
 * @throws Problem naming the file that cannot be read; files before it stay loaded.
 */
export async function importPopulation(
  database: Database,
  options: PopulationImport,
): Promise<PopulationAnswer> {
  const answer: PopulationAnswer = { account: new RowAccount(), notes: [] };
  const delivery = { ...options, task: 'Importing population', accepts: acceptsTable };
  await deliverFiles(database, delivery, (transaction, path) =>
    importFile(transaction, path, options, answer),
  );
  return answer;
}
