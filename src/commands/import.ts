import { type Command, Option } from 'commander';
import { importBoundaries, importPoliceUk } from '../pending';
import { say, withDatabase } from './context';

const KINDS = ['ward', 'snt-area', 'postcode-district', 'lsoa', 'partnership'];

interface BoundaryOptions {
  kind: string;
  partnership: string;
  validFrom?: string;
  validTo?: string;
  codeField?: string;
  nameField?: string;
  allowRejects?: true;
}

async function boundaries(files: string[], { kind, ...options }: BoundaryOptions): Promise<void> {
  await withDatabase((database) =>
    importBoundaries(database, { ...options, kind: kind.toUpperCase().replace('-', '_'), paths: files }),
  );
  say('');
}

async function policeUk(
  paths: string[],
  options: { partnership: string; allowRejects?: true },
): Promise<void> {
  await withDatabase((database) => importPoliceUk(database, { ...options, paths }));
}

/** `csg import …` */
export function addImport(program: Command): void {
  const imports = program.command('import').description('load files; loading one twice changes nothing');
  imports
    .command('boundaries')
    .addOption(new Option('--kind <kind>').choices(KINDS).makeOptionMandatory())
    .requiredOption('--partnership <code>')
    .argument('<files...>')
    .action(boundaries);
  imports.command('police-uk').requiredOption('--partnership <code>').argument('<paths...>').action(policeUk);
}
