import { type Command, Option } from 'commander';
import { AreaKind } from '../../domain/areas';
import { type BoundaryImport, importBoundaries } from '../../ingest';
import { parseDay } from '../arguments';
import { withDatabase } from '../context';
import { addFeatureOptions, addImportCommand, type CommonOptions } from './options';
import { printFeatureAccount } from './result';

/** Kinds of area by their name on the command line: `snt-area` for SNT_AREA. */
const KINDS = new Map(Object.values(AreaKind).map((kind) => [kind.toLowerCase().replace('_', '-'), kind]));

type Options = CommonOptions & Omit<BoundaryImport, 'paths' | 'kind'> & { kind: string };

async function run(paths: string[], options: Options): Promise<void> {
  const wanted = { ...options, kind: KINDS.get(options.kind)!, paths };
  printFeatureAccount(await withDatabase((database) => importBoundaries(database, wanted)), options);
}

/** `csg import boundaries` */
export function addBoundaries(imports: Command): void {
  addFeatureOptions(
    addImportCommand(
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
      parseDay,
    )
    .option('--valid-to <date>', 'last day of these boundaries', parseDay)
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
    .action(run);
}
