import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { packArray } from './arrays';
import type { Bound, Fragment } from './fragment';

export { Fragment, join, raw, sql } from './fragment';

/** A parameter of a statement, by the name that its values are given by. */
interface Named {
  readonly parameter: string;
}

/** A place for a fragment. */
interface Slot {
  readonly slot: string;
}

type Piece = string | Bound | Named | Slot;

/** SQL with named parameters (`:eps`) and slots for fragments (`{{counts}}`). */
export class Statement {
  constructor(
    /** Name of the file it came from, for logs and counts. */
    readonly name: string,
    /** Texts, parameters and slots in their order. */
    readonly pieces: readonly Piece[],
  ) {}

  /** The SQL as it is written, with `?` for the parameters of fragments. */
  get text(): string {
    return this.pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece;
        if ('slot' in piece) return `{{${piece.slot}}}`;
        return 'parameter' in piece ? `:${piece.parameter}` : '?';
      })
      .join('');
  }

  /** The statement with a fragment in each of its slots. */
  with(slots: Record<string, Fragment>): Statement {
    const filled = this.pieces.flatMap<Piece>((piece) => {
      if (typeof piece === 'string' || !('slot' in piece)) return [piece];
      const fragment = slots[piece.slot];
      if (fragment === undefined) throw new Error(`${this.name}.sql: nothing given for slot ${piece.slot}`);
      return fragment.pieces;
    });
    return new Statement(this.name, filled);
  }
}

/** String literals and comments (left alone), casts (`::int`), a slot (`{{counts}}`), or a parameter (`:eps`). */
const TOKEN = /'(?:[^']|'')*'|--[^\n]*|::|\{\{(\w+)\}\}|:([a-z_][a-z0-9_]*)/gi;

/** Wraps SQL text that is made in code. Prefer a `.sql` file. */
export function statement(name: string, text: string): Statement {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: token, 1: slot, 2: parameter, index } of text.matchAll(TOKEN)) {
    if (slot === undefined && parameter === undefined) continue;
    pieces.push(text.slice(end, index), slot === undefined ? { parameter } : { slot });
    end = index + token.length;
  }
  pieces.push(text.slice(end));
  return new Statement(
    name,
    pieces.filter((piece) => piece !== ''),
  );
}

/**
 * Loads `sql/<name>.sql` beside a `*.queries.ts`, without its comments, since they name slots and parameters.
 * Call it once, when the module loads.
 */
export function loadSql(folder: string, name: string): Statement {
  const text = readFileSync(joinPath(folder, 'sql', `${name}.sql`), 'utf8');
  return statement(
    name,
    text.replace(TOKEN, (token) => (token.startsWith('--') ? '' : token)),
  );
}

/** Type of the elements where a parameter is cast to an array, as the text behind it tells. */
const ARRAY_CAST = /^::([a-z0-9]+)\[\]/;

/**
 * The statement with `$n` for each parameter, and their values in that order. A name has one number wherever it
 * stands, and so has the parameter of a fragment. Arrays are in binary where the statement casts them
 * (`:codes::text[]`).
 */
export function numberParameters(
  { name: file, pieces }: Statement,
  values: Record<string, unknown>,
): { text: string; parameters: unknown[] } {
  const numbers = new Map<string | Bound, number>();
  const parameters: unknown[] = [];
  const texts = pieces.map((piece, i) => {
    if (typeof piece === 'string') return piece;
    if ('slot' in piece) throw new Error(`${file}.sql: nothing given for slot ${piece.slot}`);
    const named = 'parameter' in piece;
    if (named && !(piece.parameter in values))
      throw new Error(`${file}.sql: no value for parameter ${piece.parameter}`);
    const key = named ? piece.parameter : piece;
    if (!numbers.has(key)) {
      const value = named ? values[piece.parameter] : piece.value;
      const next = pieces[i + 1];
      const elements = typeof next === 'string' && ARRAY_CAST.exec(next)?.[1];
      numbers.set(key, parameters.push(elements ? packArray(elements, value) : value));
    }
    return `$${numbers.get(key)}`;
  });
  return { text: texts.join(''), parameters };
}
