import { setFlagsFromString } from 'node:v8';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { AreaKind } from '../domain/areas';
import {
  type BoundaryAnswer,
  type BoundaryImport,
  type Epsg,
  importBoundaries,
  importFiles,
  importLookups,
  importPeers,
  importPerception,
  importPlaces,
  importPopulation,
  importPostcodes,
  importRecordedCrime,
  PEOPLE,
  type PlaceImport,
  POLICE_UK,
  type PopulationImport,
  type RowAccount,
} from '../ingest';
import { COLUMNS, columnsOf, DATASETS, deliverDataset, readMapping } from '../ingest/deliveries';
import { IsoDate } from '../platform/calendar';
import { remark, say, withDatabase } from './context';

/** `snt-area` on the command line is SNT_AREA in the product. */
const KINDS = new Map(Object.values(AreaKind).map((kind) => [kind.toLowerCase().replace('_', '-'), kind]));

interface Common {
  partnership: string;
  allowRejects?: true;
  dryRun?: true;
}

/** Prints what was refused, then the closing line; the exit code says whether anything was. */
function close(account: RowAccount, { allowRejects, dryRun }: Common): void {
  for (const line of account.breakdown()) remark(line);
  if (dryRun) remark('A dry run: this is what would have become of each row; nothing was changed.');
  say(account.line());
  if (account.count('rejected') > 0 && !allowRejects) process.exitCode = 1;
}

type BoundaryOptions = Common & Omit<BoundaryImport, 'paths' | 'kind'> & { kind: string };

async function boundaries(paths: string[], options: BoundaryOptions): Promise<void> {
  const wanted = { ...options, kind: KINDS.get(options.kind)!, paths };
  closeFeatures(await withDatabase((database) => importBoundaries(database, wanted)), options);
}

type PlaceOptions = Common & Omit<PlaceImport, 'paths'>;

async function places(paths: string[], options: PlaceOptions): Promise<void> {
  const wanted = { ...options, paths };
  closeFeatures(await withDatabase((database) => importPlaces(database, wanted)), options);
}

/** Prints what was mended and what else is to be known, then as {@link close}. */
function closeFeatures({ account, repairs, remarks }: BoundaryAnswer, options: Common): void {
  for (const line of [...repairs, ...remarks]) remark(line);
  close(account, options);
}

/**
 * Lets the heap grow by a fifth between two collections, not to several times what is in use: an import of a gigabyte then
 * takes 240 MB in place of 370, in the same time.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20');
}

async function policeUk(paths: string[], options: Common): Promise<void> {
  keepHeapSmall();
  const wanted = { ...options, paths };
  close(await withDatabase((database) => importFiles(database, POLICE_UK, wanted)), options);
}

async function peers(paths: string[], options: Common): Promise<void> {
  close(await withDatabase((database) => importPeers(database, { ...options, paths })), options);
}

async function recordedCrime(paths: string[], options: Common): Promise<void> {
  close(await withDatabase((database) => importRecordedCrime(database, { ...options, paths })), options);
}

async function perception(paths: string[], options: Common): Promise<void> {
  close(await withDatabase((database) => importPerception(database, { ...options, paths })), options);
}

async function population(paths: string[], options: Common & Omit<PopulationImport, 'paths'>): Promise<void> {
  const { account, notes } = await withDatabase((database) =>
    importPopulation(database, { ...options, paths }),
  );
  for (const note of notes) remark(note);
  close(account, options);
}

async function postcodes(paths: string[], options: Common): Promise<void> {
  const { account, notes } = await withDatabase((database) =>
    importPostcodes(database, { ...options, paths }),
  );
  for (const note of notes) remark(note);
  close(account, options);
}

function year(text: string): number {
  if (!/^(19|2\d)\d\d$/.test(text)) throw new InvalidArgumentError('It is written YYYY.');
  return Number(text);
}

async function lookup(paths: string[], options: Common & { at?: string }): Promise<void> {
  close(await withDatabase((database) => importLookups(database, { ...options, paths })), options);
}

async function people(paths: string[], options: Common): Promise<void> {
  keepHeapSmall();
  const wanted = { ...options, paths };
  close(await withDatabase((database) => importFiles(database, PEOPLE, wanted)), options);
}

interface DatasetOptions extends Common {
  agency: string;
  quarter: string;
  mapping?: string;
  replace?: true;
}

async function dataset(name: string, path: string, { mapping, ...options }: DatasetOptions): Promise<void> {
  const wanted = { ...options, dataset: name };
  const { account, dataset, fieldsPresent, submissionId } = await withDatabase((database) =>
    deliverDataset(database, path, {
      ...wanted,
      mapping: mapping === undefined ? undefined : (of) => readMapping(mapping, of),
    }),
  );
  const absent = dataset.fields.filter((field) => !fieldsPresent.includes(field.name));
  if (absent.length > 0) remark(`Not in this file: ${absent.map((field) => field.name).join(', ')}.`);
  if (submissionId !== null) remark(`This is delivery ${submissionId} in the ledger.`);
  close(account, options);
}

/** A day on the command line. */
export function day(text: string): string {
  try {
    return IsoDate.parseValue(text);
  } catch {
    throw new InvalidArgumentError('It is written YYYY-MM-DD.');
  }
}

function epsg(text: string): Epsg {
  const code = /^(?:EPSG:)?(\d{4,6})$/i.exec(text)?.[1];
  if (code === undefined) throw new InvalidArgumentError('It is a code of EPSG, such as 27700.');
  return `EPSG:${Number(code)}`;
}

/** What every import of geographic files takes. */
function addFeatureOptions(command: Command): Command {
  return command
    .option(
      '--crs <code>',
      'EPSG code of the coordinates, where the file does not declare it or is wrong',
      epsg,
    )
    .option('--layer <name>', 'the layer to read of a file that has several');
}

/** What every import takes. */
function addCommand(imports: Command, name: string, description: string): Command {
  return imports
    .command(name)
    .description(description)
    .requiredOption('--partnership <code>', 'the partnership that the data is for')
    .option('--dry-run', 'tell what would become of every row, and change nothing')
    .option('--allow-rejects', 'end with exit code 0 even where rows were refused');
}

/** `csg import …` */
export function addImport(program: Command): void {
  const imports = program
    .command('import')
    .description('load files, packed with gzip or not; loading one twice changes nothing');
  addFeatureOptions(
    addCommand(
      imports,
      'boundaries',
      'boundaries of areas: GeoJSON, TopoJSON, KML, KMZ, GeoPackage, zipped Shapefile; SNT areas also as a CSV of wards',
    ),
  )
    .addOption(
      new Option('--kind <kind>', 'what the areas are').choices([...KINDS.keys()]).makeOptionMandatory(),
    )
    .option(
      '--valid-from <date>',
      'first day of these boundaries; earlier ones that they replace end the day before',
      day,
    )
    .option('--valid-to <date>', 'last day of these boundaries', day)
    .option('--code-field <name>', "property or column of the area's code, where it is not recognised")
    .option('--name-field <name>', "property or column of the area's name")
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg import boundaries --kind ward --partnership E22000353 --valid-from 2023-05-04 wards.gpkg' +
        '\n  $ csg import boundaries --kind partnership --partnership E22000353 CSP.gpkg.gz' +
        '\n  $ csg import boundaries --kind snt-area --partnership E22000353 wards-to-snt.csv' +
        '\n\nThe CSV has a column of ward codes, one of SNT areas, and perhaps one of their codes. The wards that are ' +
        'valid on\n--valid-from (else --valid-to, else today) are dissolved; import them first.',
    )
    .action(boundaries);
  addFeatureOptions(
    addCommand(
      imports,
      'places',
      'named places, after which hotspots are called: CSV with coordinates, or any format of boundaries',
    ),
  )
    .option('--kind <kind>', 'what the places are, where the file has no kind: estate, town centre, …')
    .option('--name-field <name>', 'property or column of the name, where it is not recognised')
    .option('--kind-field <name>', 'property or column of the kind')
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg import places --partnership E22000353 gazetteer.csv' +
        '\n  $ csg import places --partnership E22000353 --kind estate estates.gpkg' +
        '\n  $ csg import places --partnership E22000353 Hospital.csv' +
        '\n\nThe CSV has the columns name, kind, longitude and latitude (or easting and northing), and perhaps radius: ' +
        'how far\nthe name reaches, in metres. Without it an estate reaches 250, a town centre 350, anything else 300.',
    )
    .action(places);
  addCommand(
    imports,
    'lookup',
    'lookups of the ONS: LSOAs to wards by best fit, or LSOAs of 2011 to those of 2021; CSV',
  )
    .option(
      '--at <date>',
      'a day on which the wards of the file were valid, where their codes have several versions',
      day,
    )
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nExample:\n  $ csg import lookup --partnership E22000104 lsoa11_to_ward17.csv lsoa21_to_ward22.csv\n' +
        '  $ csg import lookup --partnership E22000104 lsoa11_to_lsoa21.csv',
    )
    .action(lookup);
  addCommand(
    imports,
    'postcodes',
    'where postcodes are, Code-Point Open or a list of outward codes: outlines districts of which no outline was imported',
  )
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nA district gets all ground that is nearer to a postcode of its own than to any other: give the files of the ' +
        'neighbouring\nareas, too. A list has the columns outcode, latitude and longitude, and is coarse; outlines that ' +
        'were imported stay.\n\nExamples:\n  $ csg import postcodes --partnership E22000353 lu.csv mk.csv sg.csv al.csv' +
        '\n  $ csg import postcodes --partnership E22000353 postcode-outcodes.csv',
    )
    .action(postcodes);
  addCommand(imports, 'police-uk', 'street-level crime and its outcomes, stop and search, of data.police.uk')
    .argument('<paths...>', 'files or folders, as downloaded')
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg import police-uk --partnership E22000353 --dry-run 2023-04/' +
        '\n  $ csg import police-uk --partnership E22000353 2023-04/ 2023-05/',
    )
    .action(policeUk);
  addCommand(imports, 'population', 'residents, households, vehicles and premises of areas, CSV')
    .option('--year <year>', 'year of the figures, where the file does not say it', year)
    .option(
      '--local-authority <code>',
      'the local authority that the partnership is, in files by local authority',
    )
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nColumns: area_code, year, age_band (AGE_20_29 or 20-29; blank: all), sex (FEMALE, MALE; blank: all), count, and' +
        '\nperhaps ethnicity_system, ethnicity, measure (RESIDENTS, HOUSEHOLDS, VEHICLES, PREMISES). Also read: residents of' +
        '\nLSOAs by single year of age, and of local authorities by sex and broad age, which need --year.' +
        '\n\nExample:\n  $ csg import population --partnership E22000353 --year 2020 population20_lsoa11.csv.gz',
    )
    .action(population);
  addCommand(imports, 'peers', 'most similar groups of partnerships, CSV')
    .argument('<files...>', 'files')
    .addHelpText(
      'after',
      '\nColumns: year, code, name (as recorded-crime tables write it) and, where known, residents, households, vehicles,' +
        '\npremises. One row per member and year, one of them the partnership itself.' +
        '\n\nExample:\n  $ csg import peers --partnership E22000353 most-similar-group.csv',
    )
    .action(peers);
  addCommand(imports, 'recorded-crime', "the Home Office's open tables of recorded crime by partnership, CSV")
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nImport the most similar group first: the counts of its members are kept.' +
        '\n\nExample:\n  $ csg import recorded-crime --partnership E22000353 recorded-crime-2023-24.csv',
    )
    .action(recordedCrime);
  addCommand(
    imports,
    'perception',
    'what the public thinks: results of surveys, priorities of SNT areas; CSV',
  )
    .argument('<files...>', 'files or folders')
    .addHelpText('after', PERCEPTION_LAYOUT)
    .action(perception);
  addCommand(imports, 'people', 'victims and offenders of incidents that are there, CSV')
    .argument('<files...>', 'files, or folders with files named …people.csv')
    .addHelpText('after', PEOPLE_LAYOUT)
    .action(people);
  addCommand(imports, 'dataset', 'one of the twelve statutory data sets, of an agency for a quarter, CSV')
    .requiredOption('--agency <code>', 'the agency that delivers, as the partnership calls it')
    .requiredOption('--quarter <quarter>', 'the quarter that it is for, written 2023Q2')
    .option('--mapping <file>', "the agency's own names for columns and categories, JSON or CSV")
    .option('--replace', 'in the place of what the agency delivered of it for this quarter before')
    .argument('<name>', 'code of the data set, or its number')
    .argument('<file>', 'the file')
    .addHelpText('after', datasetLayouts())
    .action(dataset);
}

/** The layout of each data set, from its description. */
function datasetLayouts(): string {
  const sets = DATASETS.map((each) => {
    const columns = columnsOf(each).map((column) => (each.required.includes(column) ? `${column}*` : column));
    const known = each.categories.flatMap(({ offence, block, words }) => {
      if (block) return block.join('-');
      return each.categories.length === 1 ? words : offence;
    });
    const categories = columns.includes('category*') ? `\n      category: ${known.join(', ')}` : '';
    return `  ${each.number}  ${each.code} (${each.name})\n      ${columns.join(', ')}${categories}`;
  });
  const columns = Object.entries(COLUMNS).map(([column, what]) => `  ${column.padEnd(26)}  ${what}`);
  return `
Data sets and their columns, in any order; those with * are needed:
${sets.join('\n')}

${columns.join('\n')}

Other columns are refused, unless a mapping ignores them; so is whatever looks like a name, a date of birth, an address or
a full postcode. A mapping: {"columns": {"Outcode": "postcode_district"}, "categories": {"ASLT": "assault"}, "ignore": ["Beat"]}

Example:
  $ csg import dataset hospital-admissions --agency health --quarter 2023Q2 --partnership E22000353 admissions.csv`;
}

const PERCEPTION_LAYOUT = `
Two layouts, told apart by their columns:
  survey, date, theme, question, share, sample_size
      a published result: the last day of the survey (YYYY-MM-DD), the code of the theme that the answer is about, what
      was asked, the share of those asked (0.17 or 17%), and how many were asked (blank: not known)
  snt_area, theme, from, to
      a theme (code) that an SNT area (code) has as a priority from one day to another. The priorities of a period are
      those of the last file that names the period: name them all in one file.

Example:
  $ cat priorities.csv
  snt_area,theme,from,to
  CB1,anti-social-behaviour,2024-04-01,2024-06-30
  CB1,vehicle-crime,2024-04-01,2024-06-30
  $ csg import perception --partnership E22000353 priorities.csv place-survey.csv`;

const PEOPLE_LAYOUT = `
Columns, in any order: incident_reference, source and role (VICTIM or OFFENDER), and of these what is known:
  organisation      yes for a company or another organisation
  sex               FEMALE, MALE, OTHER or UNKNOWN
  age               whole years; only its band is kept (ten years, or the one of age_band_system)
  age_band_system, age_band
                    TEN_YEAR (AGE_20_29, or 20-29), POLICE_UK or STATS19; in place of the age
  ethnicity_system, ethnicity
                    SELF_DEFINED_16_1, SELF_DEFINED_18_1 (W1, …) or OFFICER_DEFINED_IC (IC1, …)
  pseudonym         the agency's code for the person, the same in every incident
  home_lsoa, home_ward
                    code of one of them
Other columns are refused, and so is whatever looks like a name, a date of birth, an address or a full postcode.

Example:
  $ cat people.csv
  incident_reference,source,role,sex,age,ethnicity_system,ethnicity,pseudonym,home_lsoa
  JD/1204/23,police-crimes,VICTIM,F,34,SELF_DEFINED_18_1,W1,,
  JD/1204/23,police-crimes,OFFENDER,M,22,OFFICER_DEFINED_IC,IC1,N-00417,E01017371
  $ csg import people --partnership E22000353 people.csv`;
