import { createHmac } from 'node:crypto';
import type { IncidentRecord } from '../../src/domain/incidents';
import { SOURCES } from '../../src/domain/vocabulary';
import { countedSources } from '../support/counted-sources';
import { OFFENCES, THEMES } from '../support/vocabulary';
import { publish } from './perturbation';

/** A closed record, and the ward that whoever invented it put it in (null: in none). */
export interface Placed {
  record: IncidentRecord;
  ward: string | null;
}

/** A cell of the disclosure control, worked out from the records alone. */
export interface Cell {
  month: string;
  source: string;
  /** Null in a cell by flag. */
  offence: string | null;
  /** Bit; null in a cell by offence. */
  flag: number | null;
  ward: string | null;
  district: string | null;
  n: number;
  key: number;
  published: number;
}

const offenceOf = (code: string) => OFFENCES.find((offence) => offence.code === code)!;
const FLAG_THEMES = THEMES.filter(({ flags }) => flags);

/** What cell keys are made of besides the cells: a secret, and the ids that the database has given. */
export interface Keyring {
  secret: Buffer;
  partnership: number;
  sources: Record<string, number>;
  wards: Record<string, number>;
}

/** The key of a cell of no stated agency with a count, by another implementation than the database's. */
function keyOf(
  cell: Omit<Cell, 'key' | 'published'>,
  { secret, partnership, sources, wards }: Keyring,
): number {
  const { month, source, offence, flag, ward, district, n } = cell;
  const parts = [
    partnership,
    0,
    sources[source],
    `${month}-01`,
    offence,
    flag,
    ward && wards[ward],
    district,
    n,
  ];
  const name = `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
  return createHmac('sha256', secret).update(name).digest()[0];
}

/** The cells of some records: each in that of its offence, and those with a flag that makes a theme in one by flag. */
export function cellsOf(placed: Placed[], keyring: Keyring): Cell[] {
  const cells = new Map<string, Omit<Cell, 'key' | 'published'>>();
  const add = (where: Omit<Cell, 'n' | 'key' | 'published'>) => {
    const name = JSON.stringify(where);
    cells.set(name, { ...where, n: (cells.get(name)?.n ?? 0) + 1 });
  };
  for (const { record, ward } of placed) {
    const { month, source, offence, flags, place } = record;
    const { sensitive, themes } = offenceOf(offence);
    const district = place.kind === 'postcode-district' ? place.code : null;
    const own = sensitive ? { ward: null, district: null } : { ward, district };
    add({ month, source, offence, flag: null, ...own });
    for (const theme of FLAG_THEMES)
      if (flags & theme.flags && !themes.includes(theme.code))
        add({ month, source, offence: null, flag: theme.flags, ward: null, district: null });
  }
  return [...cells.values()].map((cell) => {
    const key = keyOf(cell, keyring);
    return { ...cell, key, published: publish(cell.n, key) };
  });
}

/** Filter of a question about cells, in the words of the API. */
export interface Question {
  period?: { from: string; to: string };
  sources?: string[];
  themes?: string[];
  offences?: string[];
  areas?: { ward?: string; sntArea?: string }[];
  areasAsOf?: string;
  by: string[];
}

/** An answer: a value for each combination of dimensions, and the total. */
export interface Answer {
  rows: Record<string, number>;
  total: number;
}

/** Areas of the partnership, for questions by SNT area. */
export interface Ground {
  /** The SNT area in which a ward counts in a month. */
  sntAreaOf(ward: string | null, month: string): string | null;
}

function themesOf(cell: Cell): string[] {
  if (cell.flag !== null)
    return FLAG_THEMES.filter(({ flags }) => flags & cell.flag!).map(({ code }) => code);
  return offenceOf(cell.offence!).themes;
}

const addsToThemes = (source: string) => SOURCES.find(({ code }) => code === source)!.addsToThemes ?? false;

/** The answer that published values give, and nothing but published values. */
export function answerFrom(cells: Cell[], question: Question, ground: Ground): Answer {
  const { period, sources, themes, offences, areas, areasAsOf, by } = question;
  const sntAreaOf = ({ ward, month }: Cell) => ground.sntAreaOf(ward, areasAsOf?.slice(0, 7) ?? month);
  const counting = countedSources({ sources, themes, offences });
  const selected = cells.filter((cell) => {
    if (cell.published === 0) return false;
    if (period && (cell.month < period.from.slice(0, 7) || cell.month > period.to.slice(0, 7))) return false;
    if (!counting.includes(cell.source)) return false;
    if (themes && !themesOf(cell).some((theme) => themes.includes(theme))) return false;
    if (offences && !(cell.offence !== null && offences.includes(cell.offence))) return false;
    if (areas) {
      const snt = sntAreaOf(cell);
      const inside = areas.some(({ ward, sntArea }) =>
        ward ? ward === cell.ward : sntArea === snt && snt !== null,
      );
      if (!inside) return false;
    }
    return true;
  });
  const flagTheme = themes?.some((theme) => FLAG_THEMES.some(({ code }) => code === theme)) ?? false;
  const counted = selected.filter(({ flag }) => flag === null || flagTheme);
  const rows: Record<string, number> = {};
  for (const cell of by.includes('THEME') ? selected : counted) {
    const toThemes = sources !== undefined || addsToThemes(cell.source);
    const of = toThemes ? themesOf(cell) : [];
    for (const theme of by.includes('THEME') && of.length > 0 ? of : [null]) {
      const quarter = `${cell.month.slice(0, 4)}Q${Math.ceil(Number(cell.month.slice(5)) / 3)}`;
      const values: Record<string, string | null> = {
        WARD: cell.ward,
        SNT_AREA: sntAreaOf(cell),
        POSTCODE_DISTRICT: cell.district,
        PARTNERSHIP: 'PARTNERSHIP',
        MONTH: cell.month,
        QUARTER: quarter,
        YEAR: cell.month.slice(0, 4),
        THEME: theme,
        OFFENCE: cell.offence,
        SOURCE: cell.source,
      };
      const name = by.map((dimension) => values[dimension] ?? '-').join(' ');
      rows[name] = (rows[name] ?? 0) + cell.published;
    }
  }
  return { rows, total: counted.reduce((sum, { published }) => sum + published, 0) };
}
