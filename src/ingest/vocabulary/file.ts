import { fileProblem, type SourceFile } from '../../platform/files';
import { Content } from '../reading/content';
import { elementLines } from '../reading/json-lines';
import { type ReadTheme, themesOfTable } from './table';

/** The largest vocabulary file, in bytes. */
const LARGEST = 5_000_000;

/** A code in a list of a file. */
export interface ReadCode {
  line: number;
  code: unknown;
}

/** A file of a partnership's vocabulary, before its themes are checked. */
export interface VocabularyFile {
  profile: string | undefined;
  themes: ReadTheme[];
  without: ReadCode[];
}

const FIELDS = ['profile', 'themes', 'without'];

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
function listIn(
  content: Content,
  root: Record<string, unknown>,
  field: string,
): { line: number; item: unknown }[] {
  const list = root[field] ?? [];
  if (!Array.isArray(list)) throw fileProblem(content, `${field} is not a list.`);
  const lines = elementLines(content.text, field);
  return list.map((item, i) => ({ line: lines[i], item }));
}

/**
 * Reads a partnership's vocabulary: JSON, as `csg export vocabulary` writes it, or a table of themes.
 *
 * @throws Problem where it is neither.
 */
export async function readVocabularyFile(file: SourceFile): Promise<VocabularyFile> {
  const content = await Content.of(file, LARGEST);
  if (content.firstMark !== '{')
    return { profile: undefined, themes: await themesOfTable(content), without: [] };
  const root = objectIn(content, FIELDS);
  const { profile } = root;
  if (profile !== undefined && typeof profile !== 'string')
    throw fileProblem(content, 'profile is not the code of one.');
  return {
    profile,
    themes: listIn(content, root, 'themes').map(({ line, item }) => ({ line, theme: item })),
    without: listIn(content, root, 'without').map(({ line, item }) => ({ line, code: item })),
  };
}
