import type { Command } from 'commander';
import { importPostcodes } from '../../ingest';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printNotedAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  printNotedAccount(
    await withDatabase((database) => importPostcodes(database, { ...options, paths })),
    options,
  );
}

/** `csg import postcodes` */
export function addPostcodes(imports: Command): void {
  addImportCommand(
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
    .action(run);
}
