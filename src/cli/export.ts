import type { Command } from 'commander';
import { selectOwnCriteria } from '../analytics/ranking';
import { findPartnership, holdersOf } from '../domain/areas';
import { countUnmapped } from '../domain/incidents';
import { exportVocabulary, selectWeightSetContent } from '../domain/vocabulary';
import { Problem } from '../platform/errors';
import { say, withDatabase } from './context';

interface VocabularyOptions {
  partnership: string;
  edition?: number;
}

async function vocabulary({ partnership, edition }: VocabularyOptions): Promise<void> {
  const document = await withDatabase((database) =>
    database.transaction({ readOnly: true }, async (session) => {
      const { id } = await findPartnership(session, partnership);
      const document = await exportVocabulary(session, id, edition);
      const criteria = await selectOwnCriteria(session, id);
      return criteria.length > 0 ? { ...document, criteria } : document;
    }),
  );
  say(JSON.stringify(document, null, 2));
}

async function unmapped({ partnership }: { partnership: string }): Promise<void> {
  const offences = await withDatabase((database) =>
    database.transaction({ readOnly: true }, async (session) => {
      const { ids } = holdersOf(await findPartnership(session, partnership));
      return countUnmapped(session, ids);
    }),
  );
  const rows = offences.map(({ code, source, count }) => `${code},,${source.code},${count}`);
  say(['code,part_of,source,count', ...rows].join('\n'));
}

/** A field of a CSV line. */
const field = (value: string | number) =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

async function weights(code: string): Promise<void> {
  const set = await withDatabase((database) =>
    database.transaction({ readOnly: true }, (session) => selectWeightSetContent(session, code)),
  );
  if (!set)
    throw new Problem('NOT_FOUND', 'There is no weight set with this code. The query weightSets lists them.');
  const { name, unit, source } = set;
  const rows = Object.entries(set.weights).map(([offence, weight]) =>
    [code, name, unit, source, offence, weight].map(field).join(','),
  );
  say(['weight_set,name,unit,source,offence,weight', ...rows].join('\n'));
}

/** `csg export …` */
export function addExport(program: Command): void {
  const exports = program
    .command('export')
    .description('write what can be imported again, on standard output');
  exports
    .command('unmapped')
    .description('offence codes of records that are not mapped yet, with their counts, CSV')
    .requiredOption('--partnership <code>', 'the partnership whose records they are')
    .addHelpText('after', '\nExample:\n  $ csg export unmapped --partnership E22000353 > codes.csv')
    .action(unmapped);
  exports
    .command('weights')
    .description('the newest edition of a weight set, CSV')
    .argument('<code>', 'code of the weight set, such as crime-severity-score')
    .addHelpText('after', '\nExample:\n  $ csg export weights crime-severity-score > severity.csv')
    .action(weights);
  exports
    .command('vocabulary')
    .description('the profile that a partnership has chosen, its own themes, matrices and weight sets, JSON')
    .requiredOption('--partnership <code>', 'the partnership whose themes they are')
    .option('--edition <number>', 'an earlier edition, as the query vocabularyEditions lists them', Number)
    .addHelpText('after', '\nExample:\n  $ csg export vocabulary --partnership E22000353 > themes.json')
    .action(vocabulary);
}
