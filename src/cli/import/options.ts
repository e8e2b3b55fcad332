import { type Command, InvalidArgumentError } from 'commander';
import type { Epsg } from '../../ingest';

/** Options of every import. */
export interface CommonOptions {
  partnership: string;
  allowRejects?: true;
  dryRun?: true;
}

/** Adds a subcommand of `csg import` with the options of every import. */
export function addImportCommand(imports: Command, name: string, description: string): Command {
  return imports
    .command(name)
    .description(description)
    .requiredOption('--partnership <code>', 'the partnership that the data is for')
    .option('--dry-run', 'tell what would become of every row, and change nothing')
    .option('--allow-rejects', 'end with exit code 0 even where rows were refused');
}

/** Adds the options of imports that read geographic files. */
export function addFeatureOptions(command: Command): Command {
  return command
    .option(
      '--crs <code>',
      'EPSG code of the coordinates, where the file does not declare it or is wrong',
      parseEpsg,
    )
    .option('--layer <name>', 'the layer to read of a file that has several');
}

function parseEpsg(text: string): Epsg {
  const code = /^(?:EPSG:)?(\d{4,6})$/i.exec(text)?.[1];
  if (code === undefined) throw new InvalidArgumentError('It is a code of EPSG, such as 27700.');
  return `EPSG:${Number(code)}`;
}
