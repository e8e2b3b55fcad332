import { type Command, InvalidArgumentError, Option } from 'commander';
import { AreaKind } from '../areas';
import { IsoDate } from '../calendar';
import { type BoundaryImport, importBoundaries, importFiles, POLICE_UK, type RowAccount } from '../ingest';
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
  addCommand(imports, 'police-uk', 'street-level crime and its outcomes, of data.police.uk')
    .argument('<paths...>', 'files or folders, as downloaded')
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg import police-uk --partnership E22000353 --dry-run 2023-04/' +
        '\n  $ csg import police-uk --partnership E22000353 2023-04/ 2023-05/',
    )
    .action(policeUk);
}
