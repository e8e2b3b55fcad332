const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s{}[\]",:]+|\n/g;

/**
 * The lines (from 1) on which the elements of a list begin that stands under a key of the outermost object. The text is
 * one that `JSON.parse` takes. Empty where there is no such list.
 */
export function elementLines(text: string, key: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let last = '';
  let inside = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') {
      line++;
      continue;
    }
    const closes = token === '}' || token === ']';
    if (inside && depth === 2 && !closes) lines.push(line);
    if (token === '{' || token === '[') {
      if (depth === 1) inside = token === '[' && last === JSON.stringify(key);
      depth++;
    } else if (closes) {
      depth--;
      if (depth === 1) inside = false;
    } else if (depth === 1) last = token;
  }
  return lines;
}

/** The lines (from 1) on which the keys of the outermost object stand. The text is one that `JSON.parse` takes. */
export function fieldLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let depth = 0;
  let isKey = true;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') line++;
    else if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') {
      depth--;
      if (depth === 1) isKey = true;
    } else if (depth === 1) {
      if (isKey) lines.set(JSON.parse(token), line);
      isKey = !isKey;
    }
  }
  return lines;
}
