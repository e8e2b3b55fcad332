/** Something that a caller may have meant. */
export interface Named {
  code: string;
  name?: string;
}

/** Suggestions of a refusal at most. */
const MAX_SUGGESTIONS = 3;
/** Longer texts are no misspelt codes. */
const MAX_LENGTH = 60;

/** A code or name without the differences that typing makes: letters of either case, blanks, underscores, hyphens. */
const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');

/** Letters to add, drop, change or swap with their neighbour to make one text of another (optimal string alignment). */
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

/** How far a text is from a known one; null where it is another. One letter in four may differ, and at least one. */
function farness(text: string, known: string): number | null {
  const most = Math.max(1, Math.floor(Math.min(text.length, known.length) / 4));
  if (Math.abs(text.length - known.length) <= most) {
    const distance = editDistance(text, known);
    if (distance <= most) return distance;
  }
  // Part of a longer code: `burglary` of `domestic-burglary`.
  const isPart = text.length >= 4 && `-${known}-`.includes(`-${text}-`);
  return isPart ? most + 1 : null;
}

/**
 * Codes that a misspelt code may have meant, the nearest first, by code or by name; only those that differ in nothing but
 * case, blanks and hyphens, where there are any. Known codes alone, never the text that was sent.
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

/** `Did you mean A or B? `, with a blank behind it; empty where nothing is near. */
export function didYouMean(codes: readonly string[]): string {
  if (codes.length === 0) return '';
  const all = codes.length === 1 ? codes[0] : `${codes.slice(0, -1).join(', ')} or ${codes.at(-1)}`;
  return `Did you mean ${all}? `;
}
