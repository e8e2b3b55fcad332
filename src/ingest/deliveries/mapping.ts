import { fileProblem, openSource } from '../../platform/files';
import { Content, csvRows } from '..';
import { CategoryFinder, COLUMNS, type Column, columnsOf, type Dataset, plainWord } from './datasets/dataset';

/** Agency's own names for columns and categories of a data set. Names are compared without case and punctuation. */
export interface Mapping {
  /** The layout's column by the agency's name. */
  columns: ReadonlyMap<string, Column>;
  /** Agency's columns that are not read. */
  ignored: ReadonlySet<string>;
  /** Word of the data set by the agency's word for a category. */
  categories: ReadonlyMap<string, string>;
}

export const NO_MAPPING: Mapping = { columns: new Map(), ignored: new Set(), categories: new Map() };

type Pair = [theirs: string, ours: string];

/** Entries of a mapping file, not yet checked against a data set. */
interface Stated {
  columns: Pair[];
  ignore: string[];
  categories: Pair[];
}

const KINDS = ['column', 'category', 'ignore'] as const;

/**
 * Reads a mapping file for a data set: JSON, `{"columns": {"Outcode": "postcode_district"}, "categories": {"ASLT":
 * "assault"}, "ignore": ["Beat"]}`, or a CSV with the columns kind (column, category, ignore), theirs, ours.
 *
 * @throws Problem naming a wrong entry by its position, never by its text.
 */
export async function readMapping(path: string, dataset: Dataset): Promise<Mapping> {
  const content = await Content.of(await openSource(path), 1_000_000);
  const stated = content.firstMark === '{' ? fromJson(content) : await fromCsv(content);
  const own = columnsOf(dataset);
  const finder = new CategoryFinder(dataset);

  const wrong = (what: string, i: number, allowed: string): never => {
    throw fileProblem(content, `${what} ${i + 1} leads to none of this data set: ${allowed}.`);
  };
  const mapping = {
    columns: new Map<string, Column>(),
    ignored: new Set(stated.ignore.map(plainWord)),
    categories: new Map<string, string>(),
  };
  stated.columns.forEach(([theirs, ours], i) => {
    const column = own.find((each) => each === ours.trim().toLowerCase());
    mapping.columns.set(plainWord(theirs), column ?? wrong('column', i, own.join(', ')));
  });
  stated.categories.forEach(([theirs, ours], i) => {
    if (finder.find(ours) === null)
      wrong('category', i, dataset.categories.map((each) => each.offence).join(', '));
    mapping.categories.set(plainWord(theirs), ours);
  });
  return mapping;
}

function fromJson(content: Content): Stated {
  const root = content.json as Record<string, unknown>;
  const refuse = (): never => {
    throw fileProblem(
      content,
      'a mapping has "columns" and "categories", each an object from your word to ours, and "ignore", a list of columns.',
    );
  };
  const pairs = (part: unknown): Pair[] => {
    if (part === undefined) return [];
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return refuse();
    return Object.entries(part).map(([theirs, ours]) =>
      typeof ours === 'string' ? ([theirs, ours] as Pair) : refuse(),
    );
  };
  const { columns, categories, ignore = [], ...others } = root;
  const isList = Array.isArray(ignore) && ignore.every((each) => typeof each === 'string');
  if (!isList || Object.keys(others).length > 0) return refuse();
  return { columns: pairs(columns), categories: pairs(categories), ignore: ignore as string[] };
}

async function fromCsv(content: Content): Promise<Stated> {
  const stated: Stated = { columns: [], categories: [], ignore: [] };
  let header = true;
  for await (const rows of csvRows(content))
    for (const { line, fields } of rows) {
      const [kind, theirs = '', ours = ''] = fields.map((field) => field.trim());
      if (header) {
        if (fields.join(',').toLowerCase().replace(/\s/g, '') !== 'kind,theirs,ours')
          throw fileProblem(content, 'a mapping as CSV begins with the line kind,theirs,ours.', line);
        header = false;
        continue;
      }
      if (kind === 'column') stated.columns.push([theirs, ours]);
      else if (kind === 'category') stated.categories.push([theirs, ours]);
      else if (kind === 'ignore') stated.ignore.push(theirs);
      else throw fileProblem(content, `kind is none of ${KINDS.join(', ')}.`, line);
    }
  return stated;
}

/** Column of the layout for a heading, by the mapping first; null where there is none. */
export function columnOf(heading: string, { columns }: Mapping): Column | null {
  const own = heading.trim().toLowerCase();
  return columns.get(plainWord(heading)) ?? (Object.hasOwn(COLUMNS, own) ? (own as Column) : null);
}
