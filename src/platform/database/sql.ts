import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packArray } from './arrays';

/** SQL with named parameters (`:eps`), compiled to the numbered ones that PostgreSQL takes. */
export interface Statement {
  /** Name of the file it came from, for logs and counts. */
  readonly name: string;
  readonly text: string;
  /** The statement with each `{{slot}}` replaced by a piece of SQL made by our own code, never by a caller. */
  with(slots: Record<string, string>): Statement;
}

/** Wraps SQL text that is made in code. Prefer a `.sql` file. */
export function statement(name: string, text: string): Statement {
  return {
    name,
    text,
    with: (slots) =>
      statement(
        name,
        text.replace(/\{\{(\w+)\}\}/g, (_, slot: string) => {
          if (slots[slot] === undefined) throw new Error(`${name}.sql: nothing given for slot ${slot}`);
          return slots[slot];
        }),
      ),
  };
}

/** String literals and comments (left alone), casts (`::int`), or a parameter, with its elements where it is cast to an array. */
const TOKEN = /'(?:[^']|'')*'|--[^\n]*|::|:([a-z_][a-z0-9_]*)(?=(?:::([a-z0-9]+)\[\])?)/gi;

/**
 * Loads `sql/<name>.sql` beside the room's `*.queries.ts`, without its comments (they name slots and parameters).
 * Call it once, when the module loads.
 */
export function loadSql(roomFolder: string, name: string): Statement {
  const text = readFileSync(join(roomFolder, 'sql', `${name}.sql`), 'utf8');
  return statement(
    name,
    text.replace(TOKEN, (token) => (token.startsWith('--') ? '' : token)),
  );
}

/**
 * Replaces `:name` by `$n`, the same name by the same number, and lists the values in that order; arrays in binary where
 * the statement casts them (`:codes::text[]`).
 */
export function numberParameters(
  { name: file, text }: Statement,
  values: Record<string, unknown>,
): { text: string; parameters: unknown[] } {
  const numbers = new Map<string, number>();
  const parameters: unknown[] = [];
  const numbered = text.replace(TOKEN, (token, name: string | undefined, elements: string | undefined) => {
    if (name === undefined) return token;
    if (!(name in values)) throw new Error(`${file}.sql: no value for parameter ${name}`);
    if (!numbers.has(name))
      numbers.set(name, parameters.push(elements ? packArray(elements, values[name]) : values[name]));
    return `$${numbers.get(name)}`;
  });
  return { text: numbered, parameters };
}

/**
 * The piece of SQL with another name for each of its parameters, so that several pieces which use the same names fit
 * into one statement.
 */
export function renameParameters(sql: string, rename: (name: string) => string): string {
  return sql.replace(TOKEN, (token, name: string | undefined) =>
    name === undefined ? token : `:${rename(name)}`,
  );
}
