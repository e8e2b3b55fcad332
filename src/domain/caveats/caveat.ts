import type { Caveat, CaveatCode } from './caveat.type';

/** Caveat of a kind, with its sentence. */
export const caveat = (code: CaveatCode, message: string): Caveat => ({ code, message });

/** List of one caveat; empty where the condition does not hold. */
export const caveatIf = (condition: boolean, code: CaveatCode, message: string): Caveat[] =>
  condition ? [caveat(code, message)] : [];

/** Number of things in words, such as `1 incident` or `2 incidents`. */
export const numberOf = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;

/** Caveats without repeated sentences, in order of first occurrence. */
export function distinctCaveats(caveats: readonly Caveat[]): Caveat[] {
  const bySentence = new Map<string, Caveat>();
  for (const each of caveats) if (!bySentence.has(each.message)) bySentence.set(each.message, each);
  return [...bySentence.values()];
}
