import { COLUMNS, columnsOf } from './dataset';
import { DATASETS } from './datasets';
/** Help text on the columns and categories of every data set, made from their definitions. */
export function datasetManual(): string {
  const sets = DATASETS.map((each) => {
    const columns = columnsOf(each).map((column) => (each.required.includes(column) ? `${column}*` : column));
    const known = each.categories.flatMap(({ offence, block, words }) => {
      if (block) return block.join('-');
      return each.categories.length === 1 ? words : offence;
    });
    const categories = columns.includes('category*') ? `\n      category: ${known.join(', ')}` : '';
    return `  ${each.number}  ${each.code} (${each.name})\n      ${columns.join(', ')}${categories}`;
  });
  const columns = Object.entries(COLUMNS).map(([column, what]) => `  ${column.padEnd(26)}  ${what}`);
  return `
Data sets and their columns, in any order; those with * are needed:
${sets.join('\n')}

${columns.join('\n')}

Other columns are refused, unless a mapping ignores them; so is whatever looks like a name, a date of birth, an address or
a full postcode. A mapping: {"columns": {"Outcode": "postcode_district"}, "categories": {"ASLT": "assault"}, "ignore": ["Beat"]}

Example:
  $ csg import dataset hospital-admissions --agency health --quarter 2023Q2 --partnership E22000353 admissions.csv`;
}
