import type { Command } from 'commander';
import { storeAgencies, USUAL_AGENCIES } from '../agencies';
import { addPartnership, listPartnerships } from '../areas';
import { say, withDatabase } from './context';

async function add(code: string, name: string): Promise<void> {
  await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const { id } = await addPartnership(session, { code, name });
      await storeAgencies(session, id, USUAL_AGENCIES);
    }),
  );
  say(`Added ${code}, ${name}. Next: csg import boundaries --kind ward --partnership ${code} FILE`);
}

async function list(): Promise<void> {
  const partnerships = await withDatabase((database) =>
    database.transaction({ readOnly: true }, listPartnerships),
  );
  for (const { code, name } of partnerships) say(`${code}\t${name}`);
}

/** `csg partnership add` and `csg partnership list` */
export function addPartnershipCommands(program: Command): void {
  const partnership = program
    .command('partnership')
    .description('the Community Safety Partnerships of this database');
  partnership
    .command('add')
    .description('add a partnership by its ONS code')
    .argument('<code>', 'ONS code, E22…')
    .argument('<name>', 'name as people know it')
    .addHelpText('after', '\nExample:\n  $ csg partnership add E22000353 "Central Bedfordshire"')
    .action(add);
  partnership.command('list').description('list code and name of each').action(list);
}
