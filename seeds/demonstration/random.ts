/** A repeatable stream of pseudo-random numbers. Only integer arithmetic decides them, so every machine agrees. */
export interface Random {
  /** A number in [0, 1), a multiple of 2⁻³². */
  next(): number;
  /** A whole number in [0, n). */
  below(n: number): number;
  /** A whole number in [least, most]. */
  between(least: number, most: number): number;
  /** One of the items, all equally likely. */
  pick<T>(items: readonly T[]): T;
  /** An index, likely in proportion to its weight. */
  weighted(weights: readonly number[]): number;
  /** Roughly standard normal: twelve uniform numbers added up, less six. */
  bell(): number;
  /** A point of the disc of that radius, uniform in area. */
  inDisc(radius: number): [x: number, y: number];
  /** The items in a new order; the array itself is changed and returned. */
  shuffle<T>(items: T[]): T[];
}

/**
 * A stream of its own for every name, so that a change to one part of the demonstration leaves the others as they
 * were. The name is hashed (FNV-1a) to the start of a 32-bit Weyl sequence; each step is mixed by multiplications.
 */
export function random(name: string): Random {
  let state = 0x811c9dc5;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) as number), 0x01000193);

  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (n: number): number => Math.floor(next() * n);

  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (items) => items[below(items.length)],
    weighted(weights) {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < weights.length - 1; i++) {
        rest -= weights[i];
        if (rest < 0) return i;
      }
      return weights.length - 1;
    },
    bell() {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return sum;
    },
    inDisc(radius) {
      for (;;) {
        const x = 2 * next() - 1;
        const y = 2 * next() - 1;
        if (x * x + y * y <= 1) return [x * radius, y * radius];
      }
    },
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [items[i], items[j]] = [items[j], items[i]];
      }
      return items;
    },
  };
}
