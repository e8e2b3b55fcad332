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
}

const FIELDS = ['profile', 'themes', 'without', 'criteria', 'matrices', 'weightSets'];

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

/** Matrices of the file. @throws Problem */
function matricesIn(content: Content, value: unknown, line: number): VocabularyFile['matrices'] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fileProblem(content, 'matrices is not an object from codes of matrices to criteria and rows.');
  return Object.entries(value).map(([matrix, definition]) => ({ line, matrix, value: definition }));
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
      ...{ profile: null, without: [], criteria: [], matrices: [], weightSets: null },
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
    matrices: matricesIn(content, root.matrices, lines.get('matrices') ?? 1),
    weightSets: single('weightSets'),
  };
}
