import type { Command } from 'commander';
import { importPopulation, type PopulationImport } from '../../ingest';
import { parseYear } from '../arguments';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printNotedAccount } from './result';

async function run(paths: string[], options: CommonOptions & Omit<PopulationImport, 'paths'>): Promise<void> {
  printNotedAccount(
    await withDatabase((database) => importPopulation(database, { ...options, paths })),
    options,
  );
}

/** `csg import population` */
export function addPopulation(imports: Command): void {
  addImportCommand(imports, 'population', 'residents, households, vehicles and premises of areas, CSV')
    .option('--year <year>', 'year of the figures, where the file does not say it', parseYear)
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
    .action(run);
}
