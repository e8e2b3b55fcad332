import { type Command, InvalidArgumentError, Option } from 'commander';
import { AreaKind } from '../areas';
import { IsoDate } from '../calendar';
import {
  type BoundaryImport,
  importBoundaries,
  importFiles,
  PEOPLE,
  POLICE_UK,
  type RowAccount,
} from '../ingest';
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
  const { account, repairs } = await withDatabase((database) => importBoundaries(database, wanted));
  for (const repair of repairs) remark(repair);
  close(account, options);
}

async function policeUk(paths: string[], options: Common): Promise<void> {
  const wanted = { ...options, paths };
  close(await withDatabase((database) => importFiles(database, POLICE_UK, wanted)), options);
}

async function people(paths: string[], options: Common): Promise<void> {
  const wanted = { ...options, paths };
  close(await withDatabase((database) => importFiles(database, PEOPLE, wanted)), options);
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
    .option('--dry-run', 'tell what would become of every row, and change nothing')
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
  addCommand(imports, 'police-uk', 'street-level crime and its outcomes, stop and search, of data.police.uk')
    .argument('<paths...>', 'files or folders, as downloaded')
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg import police-uk --partnership E22000353 --dry-run 2023-04/' +
        '\n  $ csg import police-uk --partnership E22000353 2023-04/ 2023-05/',
    )
    .action(policeUk);
  addCommand(imports, 'people', 'victims and offenders of incidents that are there, CSV')
    .argument('<files...>', 'files, or folders with files named …people.csv')
    .addHelpText('after', PEOPLE_LAYOUT)
    .action(people);
}

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
