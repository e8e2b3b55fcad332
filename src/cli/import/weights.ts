import type { Command } from 'commander';
import { importWeights } from '../../ingest';
import { withDatabase } from '../context';
import type { CommonOptions } from './options';
import { printAccount } from './result';

type Options = Omit<CommonOptions, 'partnership'>;

async function run(paths: string[], options: Options): Promise<void> {
  printAccount(await withDatabase((database) => importWeights(database, { ...options, paths })), options);
}

/** `csg import weights` */
export function addWeights(imports: Command): void {
  imports
    .command('weights')
    .description('indices of harm or cost for the whole installation, CSV')
    .argument('<files...>', 'files')
    .option('--dry-run', 'tell what would become of every row, and change nothing')
    .option('--allow-rejects', 'end with exit code 0 even where rows were refused')
    .addHelpText(
      'after',
      '\nColumns: weight_set (code), name, unit, source (publication), offence, weight. One row for each offence whose' +
        '\nweight is known, by its code or by that of the Home Office, such as 8N. A part of an offence has the weight of the' +
        '\nwhole where it has none of its own; a wide offence or category without one lies between its parts.' +
        '\nA file that differs from the newest edition of a weight set becomes its next edition.' +
        '\n\nExample:' +
        '\n  $ cat harm.csv' +
        '\n  weight_set,name,unit,source,offence,weight' +
        '\n  crime-harm-index,Cambridge Crime Harm Index,days in prison,Cambridge 2026,8N,10' +
        '\n  $ csg import weights harm.csv',
    )
    .action(run);
}
