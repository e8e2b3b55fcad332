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
import { FileAccount } from '../reading/file-account';
import { isRefused } from '../reading/table';
import { openPopulation, type PopulationOptions, type PopulationRow } from './layouts';

/** Population files to import, and the partnership that they are for. */
export interface PopulationImport extends PopulationOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Code of the local authority with the partnership's area, for files by local authority. */
  localAuthority?: string;
  /** Whether to account for every row without keeping any. */
  dryRun?: boolean;
  paths: string[];
}

/** Result of an import of population. */
export interface PopulationAnswer {
  account: RowAccount;
  /** Columns left out and areas summed, in words. */
  notes: string[];
}

const KIND_NAMES: Record<AreaKind, string> = {
  WARD: 'wards',
  SNT_AREA: 'SNT areas',
  POSTCODE_DISTRICT: 'postcode districts',
  LSOA: 'LSOAs',
  PARTNERSHIP: 'partnership',
};

/** Key of the cell of a figure. */
function cellOf(figure: PopulationFigure): string {
  const { areaCode, year, measure, ageBandSystem, ageBand, sex, ethnicitySystem, ethnicity } = figure;
  return JSON.stringify([areaCode, year, measure, ageBandSystem, ageBand, sex, ethnicitySystem, ethnicity]);
}

/** Sums figures to larger areas. @returns whether anything changed. */
async function estimate(
  session: Session,
  partnershipId: number,
  figures: readonly PopulationFigure[],
  areas: ReadonlyMap<string, AreaKind>,
  notes: string[],
): Promise<boolean> {
  const bases = new Map(
    figures.map(({ areaKind: kind, year, measure }) => [
      `${kind} ${year} ${measure}`,
      { kind, year, measure: measure as Measure },
    ]),
  );
  let changed = false;
  for (const base of bases.values()) {
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

/** Figures of one file, one per cell. */
class FigureCollector {
  readonly figures: PopulationFigure[] = [];
  private readonly cells = new Set<string>();
  private readonly leftOut = new Map<string, number>();

  constructor(
    private readonly areas: ReadonlyMap<string, AreaKind>,
    /** Code of the local authority in place of the partnership's. */
    private readonly localAuthority: string | undefined,
    private readonly partnershipCode: string,
    private readonly account: FileAccount,
  ) {}

  /** Keeps the figures of a row; a row of another area, or a repeated one, is only accounted for. */
  add(row: PopulationRow): void {
    const areaCode = row.areaCode === this.localAuthority ? this.partnershipCode : row.areaCode;
    const areaKind = this.areas.get(areaCode);
    if (areaKind === undefined) {
      this.account.add('outside');
      return;
    }
    const figures = row.figures.map((figure) => ({ ...figure, areaCode, areaKind }));
    const keys = figures.map(cellOf);
    if (keys.some((key) => this.cells.has(key))) {
      const reason = 'of the same people as an earlier row';
      this.account.rejectRow({ line: row.line, field: 'row', reason });
      return;
    }
    for (const key of keys) this.cells.add(key);
    this.figures.push(...figures);
    if (row.leftOut) this.leftOut.set(row.leftOut, (this.leftOut.get(row.leftOut) ?? 0) + 1);
  }

  /** Notes on the columns of rows that were left out. */
  notes(): string[] {
    return [...this.leftOut].map(([what, rows]) => `in ${rows} rows, ${what}.`);
  }
}

async function loadPopulation(
  transaction: Transaction,
  path: string,
  options: PopulationImport,
  answer: PopulationAnswer,
): Promise<void> {
  const { file, rows } = await openPopulation(path, options);
  await transaction(async (session) => {
    const { id, code } = await findPartnership(session, options.partnership);
    await lockPartnership(session, id);
    const areas = await populationAreas(session, id);
    if (areas.size === 0)
      throw new Problem(
        'BAD_USER_INPUT',
        'The partnership has no boundaries yet, so nobody can tell which figures are of its areas. Import them first: ' +
          'csg import boundaries --kind ward …',
      );
    const account = new FileAccount(file);
    const collector = new FigureCollector(areas, options.localAuthority, code, account);
    for await (const batch of rows) {
      account.read += batch.length;
      for (const row of batch)
        if (isRefused(row)) account.rejectRow(row);
        else collector.add(row);
    }
    answer.notes.push(...collector.notes().map((note) => `${file.name}: ${note}`));

    const { figures } = collector;
    const changed = await storePopulation(session, id, figures);
    const lines = new Set(figures.map(({ line }) => line));
    account.add('loaded', changed.size).add('unchanged', lines.size - changed.size);
    const estimated = await estimate(session, id, figures, areas, answer.notes);
    if (changed.size > 0 || estimated) await raiseDataVersion(session, id);
    await account.record(session, id, 'population');
    answer.account.merge(account);
  });
}

/**
 * Imports residents, households, vehicles and premises of areas, one transaction per file. Figures of LSOAs and wards
 * are also summed to larger areas.
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
    loadPopulation(transaction, path, options, answer),
  );
  return answer;
}
