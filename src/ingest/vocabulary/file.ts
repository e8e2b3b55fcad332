import { fileProblem, type SourceFile } from '../../platform/files';
import { Content } from '../reading/content';
import { elementLines, fieldLines } from '../reading/json-lines';
import { type ReadTheme, themesOfTable } from './table';

/** The largest vocabulary file, in bytes. */
const LARGEST = 5_000_000;

/** A value of a file, unchecked. */
export interface ReadValue {
  line: number;
  value: unknown;
}

/** A file of a partnership's vocabulary, before anything of it is checked. */
export interface VocabularyFile {
  /** Null where the file says nothing of it. */
  profile: ReadValue | null;
  themes: ReadTheme[];
  without: ReadValue[];
  /** Criteria of its own. */
  criteria: ReadValue[];
  /** Columns and rows by the code of the matrix. */
  matrices: (ReadValue & { matrix: string })[];
  weightSets: ReadValue | null;
  /** Gaps in deliveries by the code of the source. */
  gaps: (ReadValue & { source: string })[];
}

const FIELDS = ['profile', 'themes', 'without', 'criteria', 'matrices', 'weightSets', 'gaps'];

/** An object that a JSON file holds. @throws Problem */
function objectIn(content: Content, fields: readonly string[]): Record<string, unknown> {
  const root = content.json;
  if (typeof root !== 'object' || root === null || Array.isArray(root))
    throw fileProblem(content, `an object with ${fields.join(', ')} was expected.`);
  if (Object.keys(root).some((field) => !fields.includes(field)))
    throw fileProblem(content, `it has fields of its own. Allowed: ${fields.join(', ')}.`);
  return root as Record<string, unknown>;
}

/** A list of the file with the lines on which its elements begin; empty where it has none. @throws Problem */
function listIn(content: Content, root: Record<string, unknown>, field: string): ReadValue[] {
  const list = root[field] ?? [];
  if (!Array.isArray(list)) throw fileProblem(content, `${field} is not a list.`);
  const lines = elementLines(content.text, field);
  return list.map((value, i) => ({ line: lines[i], value }));
}

/** Fields of an object of the file, all on the line on which it begins; empty where it has none. @throws Problem */
function entriesIn(
  content: Content,
  root: Record<string, unknown>,
  field: string,
): (ReadValue & { code: string })[] {
  const object = root[field];
  if (object === undefined) return [];
  if (typeof object !== 'object' || object === null || Array.isArray(object))
    throw fileProblem(content, `${field} is not an object with codes as its fields.`);
  const line = fieldLines(content.text).get(field)!;
  return Object.entries(object).map(([code, value]) => ({ line, code, value }));
}

/**
 * Reads a partnership's vocabulary: JSON, as `csg export vocabulary` writes it, or a table of themes.
 *
 * @throws Problem where it is neither.
 */
export async function readVocabularyFile(file: SourceFile): Promise<VocabularyFile> {
  const content = await Content.of(file, LARGEST);
  if (content.firstMark !== '{')
    return {
      ...{ profile: null, without: [], criteria: [], matrices: [], weightSets: null, gaps: [] },
      themes: await themesOfTable(content),
    };
  const root = objectIn(content, FIELDS);
  const lines = fieldLines(content.text);
  const single = (field: string) =>
    root[field] === undefined ? null : { line: lines.get(field)!, value: root[field] };
  return {
    profile: single('profile'),
    themes: listIn(content, root, 'themes').map(({ line, value }) => ({ line, theme: value })),
    without: listIn(content, root, 'without'),
    criteria: listIn(content, root, 'criteria'),
    matrices: entriesIn(content, root, 'matrices').map(({ code, ...rest }) => ({ ...rest, matrix: code })),
    gaps: entriesIn(content, root, 'gaps').map(({ code, ...rest }) => ({ ...rest, source: code })),
    weightSets: single('weightSets'),
  };
}
