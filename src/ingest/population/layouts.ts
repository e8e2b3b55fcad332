import { MEASURES, type Measure, type PopulationFigure } from '../../domain/areas';
import { AGE_BAND_SYSTEMS, ageBandOf } from '../../domain/vocabulary';
import { fileProblem, openSource, type SourceFile } from '../../platform/files';
import { csvRows } from '../reading/csv';
import type { RowReject } from '../reading/record';
import { countOf, type Fields, headerOf, Refusal, readTable, yearOf } from '../reading/table';

const TEN_YEAR = 'TEN_YEAR';
const TEN_YEAR_BANDS = AGE_BAND_SYSTEMS[TEN_YEAR].map(({ code }) => code);
const tenYearBand = (age: number) => ageBandOf(AGE_BAND_SYSTEMS[TEN_YEAR], age);

/** Figure of a file, before the kind of area is looked up by its code. */
export type FileFigure = Omit<PopulationFigure, 'areaKind'>;

/** Row of a population file: an area and its figures. */
export interface PopulationRow {
  line: number;
  areaCode: string;
  figures: FileFigure[];
  /** Part of the row that was left out, with the reason; null where nothing was. */
  leftOut: string | null;
}

/** Options for files that lack some information. */
export interface PopulationOptions {
  /** Year of the figures, in layouts without a column for it. */
  year?: number;
}

/** Columns and row reader for a file of some layout. */
interface Reading {
  /** Columns to read, in lower case. */
  columns: string[];
  read(field: Fields<string>, line: number): PopulationRow;
}

/** Layout of population files. */
interface Layout {
  name: string;
  /** Whether a header is of this layout. */
  fits(names: string[]): boolean;
  /** @param year year of the figures, where the layout has no column for it. */
  reading(names: string[], year: number): Reading;
}

const ALL_RESIDENTS = {
  measure: 'RESIDENTS' as Measure,
  ageBandSystem: null,
  ageBand: null,
  sex: null,
  ethnicitySystem: null,
  ethnicity: null,
};

const LSOA_CODE = /^lsoa\d\d_code$/;
const TOTAL = 'total_population';

/** Single years of age by LSOA: `lsoa11_code, total_population, 0, 1, … 90+`. */
const SINGLE_YEARS: Layout = {
  name: 'population of LSOAs by single year of age',
  fits: (names) => names.some((name) => LSOA_CODE.test(name)) && names.includes('0'),
  reading(names, year) {
    const code = names.find((name) => LSOA_CODE.test(name))!;
    const ages = names.filter((name) => /^\d{1,3}\+?$/.test(name));
    const bandOf = ages.map((age) => TEN_YEAR_BANDS.indexOf(tenYearBand(Number.parseInt(age, 10))));
    const totals = names.filter((name) => name === TOTAL);
    return {
      columns: [code, ...ages, ...totals],
      read(field, line) {
        const areaCode = field(code);
        const bands = TEN_YEAR_BANDS.map(() => 0);
        for (let i = 0; i < ages.length; i++) bands[bandOf[i]] += countOf(ages[i], field(ages[i]));
        const sum = bands.reduce((total, n) => total + n, 0);
        if (totals.length > 0 && countOf(TOTAL, field(TOTAL)) !== sum)
          throw new Refusal(TOTAL, 'the ages do not add up to it');
        const residents = { line, areaCode, year, ...ALL_RESIDENTS };
        const figures = [
          { ...residents, n: sum },
          ...TEN_YEAR_BANDS.map((ageBand, i) => ({
            ...residents,
            ageBandSystem: TEN_YEAR,
            ageBand,
            n: bands[i],
          })),
        ];
        return { line, areaCode, figures, leftOut: null };
      },
    };
  },
};

const SEXES = [
  ['FEMALE', 'females'],
  ['MALE', 'males'],
] as const;
const BROAD_BANDS = ['younger', 'working_age', 'older'];

const AUTHORITY_CODE = /^(ltla|lad)\d\d_?(code|cd)$/;

/** Sex and three age bands by local authority: `ltla21_code, total_population, total_females, …, older_males`. */
const BROAD: Layout = {
  name: 'population of local authorities by sex and broad age',
  fits: (names) => names.some((name) => AUTHORITY_CODE.test(name)) && names.includes('total_females'),
  reading(names, year) {
    const code = names.find((name) => AUTHORITY_CODE.test(name))!;
    const people = SEXES.map(([, word]) => word);
    const columns = people.flatMap((word) => [
      `total_${word}`,
      ...BROAD_BANDS.map((band) => `${band}_${word}`),
    ]);
    return {
      columns: [code, TOTAL, ...columns],
      read(field, line) {
        const areaCode = field(code);
        const number = (column: string) => countOf(column, field(column));
        const residents = { line, areaCode, year, ...ALL_RESIDENTS };
        const bySex = SEXES.map(([sex, word]) => ({ ...residents, sex, n: number(`total_${word}`) }));
        const banded = SEXES.flatMap(([sex, word]) =>
          BROAD_BANDS.map((band) => ({
            ...residents,
            sex,
            ageBandSystem: 'BROAD',
            ageBand: band.toUpperCase(),
            n: number(`${band}_${word}`),
          })),
        );
        const total = number(TOTAL);
        if (bySex[0].n + bySex[1].n !== total)
          throw new Refusal(TOTAL, 'females and males do not add up to it');
        // In the Census 2021 file as published, the bands lack one resident in twelve.
        const whole = banded.reduce((sum, { n }) => sum + n, 0) === total;
        return {
          line,
          areaCode,
          figures: [{ ...residents, n: total }, ...bySex, ...(whole ? banded : [])],
          leftOut: whole
            ? null
            : 'the age bands do not add up to all residents: only the totals by sex were taken',
        };
      },
    };
  },
};

const AGE_BAND = /^(?:AGE_)?(\d{1,2})(?:(?:-|–|_| to )(\d{1,2})|\+|_PLUS)$/i;

/** Ten-year band from its code (AGE_20_29), or from 20-29 or 80+; null for a blank. */
function writtenBand(text: string): string | null {
  if (text === '') return null;
  const [, from, to] = AGE_BAND.exec(text) ?? [];
  const band = from === undefined ? undefined : tenYearBand(Number(from));
  const written = to === undefined ? `AGE_${from}_PLUS` : `AGE_${Number(from)}_${Number(to)}`;
  if (band === undefined || written !== band)
    throw new Refusal(
      'age_band',
      `not a ten-year band (${TEN_YEAR_BANDS.join(', ')}), nor blank for all ages`,
    );
  return band;
}

const SEX_WORDS: Record<string, 'FEMALE' | 'MALE' | null> = {
  '': null,
  female: 'FEMALE',
  f: 'FEMALE',
  females: 'FEMALE',
  male: 'MALE',
  m: 'MALE',
  males: 'MALE',
};

/** Pattern of a code of ethnicity or its system. */
const CODE = /^[A-Z0-9][A-Z0-9_+-]{0,39}$/i;

const PLAIN_COLUMNS = ['area_code', 'year', 'age_band', 'sex', 'count'];
const PLAIN_OPTIONAL = ['ethnicity_system', 'ethnicity', 'measure'];

/** Layout of this product: `area_code, year, age_band, sex, count`, optionally ethnicity and measure. */
const PLAIN: Layout = {
  name: 'population by area, year, age band and sex',
  fits: (names) => PLAIN_COLUMNS.every((column) => names.includes(column)),
  reading(names) {
    const columns = [...PLAIN_COLUMNS, ...PLAIN_OPTIONAL.filter((column) => names.includes(column))];
    return { columns, read: (field, line) => plainRow(columns, field, line) };
  },
};

function plainRow(columns: string[], field: Fields<string>, line: number): PopulationRow {
  const optional = (column: string) => (columns.includes(column) ? field(column) : '');
  const areaCode = field('area_code');
  const ageBand = writtenBand(field('age_band'));
  const sex = SEX_WORDS[field('sex').toLowerCase()];
  if (sex === undefined) throw new Refusal('sex', 'not FEMALE or MALE, nor blank for all');
  const ethnicity = optional('ethnicity') || null;
  const ethnicitySystem = optional('ethnicity_system') || null;
  for (const [column, value] of Object.entries({ ethnicity, ethnicity_system: ethnicitySystem }))
    if (value !== null && !CODE.test(value)) throw new Refusal(column, 'not a code');
  if ((ethnicity === null) !== (ethnicitySystem === null))
    throw new Refusal('ethnicity_system', 'given without an ethnicity, or missing where there is one');
  const measure = (optional('measure').toUpperCase() || 'RESIDENTS') as Measure;
  if (!MEASURES.includes(measure)) throw new Refusal('measure', `not one of ${MEASURES.join(', ')}`);
  if (measure !== 'RESIDENTS' && (ageBand || sex || ethnicity))
    throw new Refusal('measure', 'only residents have an age, a sex or an ethnicity');
  const figure: FileFigure = {
    line,
    areaCode,
    year: yearOf('year', field('year')),
    measure,
    ageBandSystem: ageBand && TEN_YEAR,
    ageBand,
    sex,
    ethnicitySystem,
    ethnicity,
    n: countOf('count', field('count')),
  };
  return { line, areaCode, figures: [figure], leftOut: null };
}

const LAYOUTS = [PLAIN, SINGLE_YEARS, BROAD];

/** Opened population file: its rows, and the file for progress and hash. */
export interface PopulationTable {
  file: SourceFile;
  rows: AsyncGenerator<(PopulationRow | RowReject)[]>;
}

/**
 * Opens a population file and recognises its layout by the header.
 *
 * @throws Problem where no layout fits, or the layout has no year and none is given.
 */
export async function openPopulation(path: string, options: PopulationOptions): Promise<PopulationTable> {
  const names = await headerOf(csvRows(await openSource(path)));
  const file = await openSource(path);
  const layout = LAYOUTS.find(({ fits }) => fits(names));
  if (!layout)
    throw fileProblem(
      file,
      `this is no population file that is known. Columns of our own layout: ${PLAIN_COLUMNS.join(', ')}, and perhaps ` +
        `${PLAIN_OPTIONAL.join(', ')}.`,
      1,
    );
  if (layout !== PLAIN && options.year === undefined)
    throw fileProblem(file, `a file of ${layout.name} does not say its year. Name it with --year.`);
  const { columns, read } = layout.reading(names, options.year ?? 0);
  const rows = readTable(file, { name: `a file of ${layout.name}`, required: columns }, read);
  return { file, rows };
}
