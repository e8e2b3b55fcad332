/** Row that a caller may have meant, with its code and name. */
export interface Named {
  code: string;
  name?: string;
}

/** Limit of suggestions in a refusal. */
const MAX_SUGGESTIONS = 3;
/** Limit of a text's length, in characters; longer ones are not misspelt codes. */
const MAX_LENGTH = 60;

/** Code or name in lower case, with hyphens for blanks and underscores. */
const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');

/**
 * Edit distance of two texts: characters to add, drop, change or swap with their neighbour (optimal string alignment).
 */
function editDistance(a: string, b: string): number {
  let [before, last] = [
    new Uint32Array(b.length + 1),
    Uint32Array.from({ length: b.length + 1 }, (_, j) => j),
  ];
  for (let i = 1; i <= a.length; i++) {
    const next = new Uint32Array(b.length + 1);
    next[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1] + Number(a[i - 1] !== b[j - 1]);
      next[j] = Math.min(last[j] + 1, next[j - 1] + 1, changed);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[b.length];
}

/** Distance of a text from a known one; null beyond a quarter of its letters, but at least one may differ. */
function farness(text: string, known: string): number | null {
  const most = Math.max(1, Math.floor(Math.min(text.length, known.length) / 4));
  if (Math.abs(text.length - known.length) <= most) {
    const distance = editDistance(text, known);
    if (distance <= most) return distance;
  }
  // A part of a longer code: `burglary` of `domestic-burglary`.
  const isPart = text.length >= 4 && `-${known}-`.includes(`-${text}-`);
  return isPart ? most + 1 : null;
}

/**
 * Known codes near to a misspelt one, by code or name, the nearest first; only those that differ in case, blanks and
 * hyphens alone where there are any. Never contains the text that was sent.
 */
export function nearestCodes(sent: string, known: readonly Named[]): string[] {
  if (sent.length > MAX_LENGTH) return [];
  const text = folded(sent);
  const found = known.flatMap(({ code, name }) => {
    const distances = [code, ...(name === undefined ? [] : [name])].flatMap(
      (each) => farness(text, folded(each)) ?? [],
    );
    return distances.length > 0 ? [{ code, distance: Math.min(...distances) }] : [];
  });
  found.sort((a, b) => a.distance - b.distance || (a.code < b.code ? -1 : 1));
  const same = found.filter(({ distance }) => distance === 0);
  const near = same.length > 0 ? same : found;
  return [...new Set(near.map(({ code }) => code))].slice(0, MAX_SUGGESTIONS);
}

/** Question for a message, `Did you mean A or B? `, with a blank after it; empty without suggestions. */
export function didYouMean(codes: readonly string[]): string {
  if (codes.length === 0) return '';
  const all = codes.length === 1 ? codes[0] : `${codes.slice(0, -1).join(', ')} or ${codes.at(-1)}`;
  return `Did you mean ${all}? `;
}
