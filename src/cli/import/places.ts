import type { Command } from 'commander';
import { importPlaces, type PlaceImport } from '../../ingest';
import { withDatabase } from '../context';
import { addFeatureOptions, addImportCommand, type CommonOptions } from './options';
import { printFeatureAccount } from './result';

async function run(paths: string[], options: CommonOptions & Omit<PlaceImport, 'paths'>): Promise<void> {
  const wanted = { ...options, paths };
  printFeatureAccount(await withDatabase((database) => importPlaces(database, wanted)), options);
}

/** `csg import places` */
export function addPlaces(imports: Command): void {
  addFeatureOptions(
    addImportCommand(
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
    .action(run);
}
