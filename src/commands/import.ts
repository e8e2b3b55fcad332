import { type Command, InvalidArgumentError, Option } from 'commander';
import { AreaKind } from '../areas';
import { IsoDate } from '../calendar';
import {
  type BoundaryImport,
  importBoundaries,
  importIncidents,
  importPeers,
  importPopulation,
  importRecordedCrime,
  type PopulationImport,
  type RowAccount,
  streetReader,
} from '../ingest';
import { remark, say, withDatabase } from './context';

/** `snt-area` on the command line is SNT_AREA in the product. */
const KINDS = new Map(Object.values(AreaKind).map((kind) => [kind.toLowerCase().replace('_', '-'), kind]));

interface Common {
  partnership: string;
  allowRejects?: true;
}

/** Prints what was refused, then the closing line; the exit code says whether anything was. */
function close(account: RowAccount, { allowRejects }: Common): void {
  for (const line of account.breakdown()) remark(line);
  say(account.line());
  if (account.count('rejected') > 0 && !allowRejects) process.exitCode = 1;
}

type BoundaryOptions = Common & Omit<BoundaryImport, 'paths' | 'kind'> & { kind: string };

async function boundaries(paths: string[], options: BoundaryOptions): Promise<void> {
  const wanted = { ...options, kind: KINDS.get(options.kind)!, paths };
  const { account, repairs } = await withDatabase((database) => importBoundaries(database, wanted));
  for (const repair of repairs) remark(repair);
  close(account, options);
}

async function policeUk(paths: string[], options: Common): Promise<void> {
  const { partnership } = options;
  close(
    await withDatabase((database) => importIncidents(database, streetReader, { partnership, paths })),
    options,
  );
}

async function peers(paths: string[], options: Common): Promise<void> {
  const { partnership } = options;
  close(await withDatabase((database) => importPeers(database, { partnership, paths })), options);
}

async function recordedCrime(paths: string[], options: Common): Promise<void> {
  const { partnership } = options;
  close(await withDatabase((database) => importRecordedCrime(database, { partnership, paths })), options);
}

async function population(paths: string[], options: Common & Omit<PopulationImport, 'paths'>): Promise<void> {
  const { account, notes } = await withDatabase((database) =>
    importPopulation(database, { ...options, paths }),
  );
  for (const note of notes) remark(note);
  close(account, options);
}

function year(text: string): number {
  if (!/^(19|2\d)\d\d$/.test(text)) throw new InvalidArgumentError('It is written YYYY.');
  return Number(text);
}

function day(text: string): string {
  try {
    return IsoDate.parseValue(text);
  } catch {
    throw new InvalidArgumentError('It is written YYYY-MM-DD.');
  }
}

/** What every import takes. */
function addCommand(imports: Command, name: string, description: string): Command {
  return imports
    .command(name)
    .description(description)
    .requiredOption('--partnership <code>', 'the partnership that the data is for')
    .option('--allow-rejects', 'end with exit code 0 even where rows were refused');
}

/** `csg import …` */
export function addImport(program: Command): void {
  const imports = program
    .command('import')
    .description('load files, packed with gzip or not; loading one twice changes nothing');
  addCommand(imports, 'boundaries', 'boundaries of areas, GeoJSON')
    .addOption(
      new Option('--kind <kind>', 'what the areas are').choices([...KINDS.keys()]).makeOptionMandatory(),
    )
    .option('--valid-from <date>', 'first day of these boundaries', day)
    .option('--valid-to <date>', 'last day of these boundaries', day)
    .addOption(
      new Option('--crs <crs>', 'coordinates of the files, where they do not say').choices([
        'EPSG:4326',
        'EPSG:27700',
      ]),
    )
    .option('--code-field <name>', "property that holds the area's code, where it is not recognised")
    .option('--name-field <name>', "property that holds the area's name")
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nExample:\n  $ csg import boundaries --kind ward --partnership E22000353 --valid-from 2023-05-04 wards.geojson',
    )
    .action(boundaries);
  addCommand(imports, 'police-uk', 'street-level crime of data.police.uk')
    .argument('<paths...>', 'files or folders, as downloaded')
    .addHelpText('after', '\nExample:\n  $ csg import police-uk --partnership E22000353 2023-04/ 2023-05/')
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
}
