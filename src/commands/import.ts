import { type Command, InvalidArgumentError, Option } from 'commander';
import { AreaKind } from '../areas';
import { IsoDate } from '../calendar';
import {
  type BoundaryImport,
  importBoundaries,
  importIncidents,
  importLookups,
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

async function lookup(paths: string[], options: Common & { at?: string }): Promise<void> {
  close(await withDatabase((database) => importLookups(database, { ...options, paths })), options);
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
    .option(
      '--valid-from <date>',
      'first day of these boundaries; earlier ones that they replace end the day before',
      day,
    )
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
  addCommand(imports, 'police-uk', 'street-level crime of data.police.uk')
    .argument('<paths...>', 'files or folders, as downloaded')
    .addHelpText('after', '\nExample:\n  $ csg import police-uk --partnership E22000353 2023-04/ 2023-05/')
    .action(policeUk);
}
