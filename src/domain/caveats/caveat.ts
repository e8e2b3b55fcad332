import type { Caveat, CaveatCode } from './caveat.type';

/** A caveat from its kind and its sentence. */
export const caveat = (code: CaveatCode, message: string): Caveat => ({ code, message });

/** A caveat as a list, empty where the condition does not hold. */
export const caveatIf = (condition: boolean, code: CaveatCode, message: string): Caveat[] =>
  condition ? [caveat(code, message)] : [];

/** The caveats, each sentence once, in the order in which they first come. */
export function distinctCaveats(caveats: readonly Caveat[]): Caveat[] {
  const bySentence = new Map<string, Caveat>();
  for (const each of caveats) if (!bySentence.has(each.message)) bySentence.set(each.message, each);
  return [...bySentence.values()];
}
