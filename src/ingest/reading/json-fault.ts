/** Position and kind of the first fault in a JSON text. */
export interface JsonFault {
  /** Line, from 1. */
  line: number;
  /** Whether the text has no fault but that it ends too early. */
  truncated: boolean;
}

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

/** Limit of nested levels; GeoJSON has less than ten. */
const DEEPEST = 1000;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const UNFINISHED_NUMBER = /^-?\d*\.?\d*(?:[eE][+-]?\d*)?$/;
const WORDS = ['true', 'false', 'null'];

/**
 * Finds the first fault in a text that `JSON.parse` refused. The engine's own message has a position only sometimes,
 * and quotes the text.
 */
export function jsonFault(text: string): JsonFault {
  let expected: Expected = 'value';
  const open: string[] = [];
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end');
  let at = 0;
  for (;;) {
    at = skipSpace(text, at);
    const mark = text[at];
    if (mark === undefined) return faultAt(text, at, true);
    const value: boolean = expected === 'value' || expected === 'value or end';
    if (mark === '"' && (value || expected === 'key' || expected === 'key or end')) {
      const end = stringEnd(text, at);
      if (end < 0) return faultAt(text, at, end === UNFINISHED);
      expected = value ? afterValue() : 'colon';
      at = end;
      continue;
    }
    if (value && (mark === '{' || mark === '[') && open.length < DEEPEST) {
      open.push(mark === '{' ? '}' : ']');
      expected = mark === '{' ? 'key or end' : 'value or end';
    } else if (expected === 'colon' && mark === ':') expected = 'value';
    else if (expected === 'comma or end' && mark === ',') expected = open.at(-1) === '}' ? 'key' : 'value';
    else if (expected.endsWith('end') && mark === open.at(-1)) {
      open.pop();
      expected = afterValue();
    } else if (value) {
      const end = scalarEnd(text, at);
      if (end < 0) return faultAt(text, at, end === UNFINISHED);
      expected = afterValue();
      at = end;
      continue;
    } else return faultAt(text, at, false);
    at++;
  }
}

const WRONG = -1;
const UNFINISHED = -2;

/**
 * Position after the string that begins at `at`; WRONG for a malformed one, UNFINISHED where the text ends inside it.
 */
function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) return i + 1;
    if (c < 0x20) return WRONG;
    if (c === 0x5c) {
      i++;
      if (i < text.length && !'"\\/bfnrtu'.includes(text[i])) return WRONG;
      if (text[i] === 'u' && i + 4 < text.length && !/^[0-9a-fA-F]{4}$/.test(text.slice(i + 1, i + 5)))
        return WRONG;
    }
  }
  return UNFINISHED;
}

/** Position after the number or word that begins at `at`; WRONG or UNFINISHED as in {@link stringEnd}. */
function scalarEnd(text: string, at: number): number {
  for (const word of WORDS) if (text.startsWith(word, at)) return at + word.length;
  NUMBER.lastIndex = at;
  if (NUMBER.test(text)) return NUMBER.lastIndex;
  if (text.length - at > 400) return WRONG;
  const rest = text.slice(at);
  return UNFINISHED_NUMBER.test(rest) || WORDS.some((word) => word.startsWith(rest)) ? UNFINISHED : WRONG;
}

function skipSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && ' \t\n\r'.includes(text[i])) i++;
  return i;
}

function faultAt(text: string, at: number, truncated: boolean): JsonFault {
  let line = 1;
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) line++;
  return { line, truncated };
}
