/** Stream of pseudo-random numbers determined by a seed; not for cryptography. */
export interface Random {
  /** A whole number, 0 … 2³² − 1. */
  uint32(): number;
  /** A number in [0, 1), with 32 random bits. */
  uniform(): number;
  /** A whole number, 0 … limit − 1, for limits up to 2³²; its bias is below limit / 2³². */
  below(limit: number): number;
}

/**
 * The generator xoshiro128** (Blackman & Vigna 2018), its state filled from the seed by SplitMix (Steele, Lea & Flood
 * 2014) with the 32-bit finaliser of MurmurHash3 (Appleby 2011). A seed gives identical numbers on every machine.
 * @param seed a whole number; only its low 32 bits count
 * @throws RangeError where the seed is not a whole number.
 */
export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError('the seed must be a whole number');
  let counter = seed | 0;
  const fill = () => {
    counter = (counter + 0x9e3779b9) | 0;
    let x = counter;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return x ^ (x >>> 16);
  };
  return xoshiro128([fill(), fill(), fill(), fill()]);
}

/** xoshiro128** from a given state of four 32-bit words, not all zero. */
export function xoshiro128(state: [number, number, number, number]): Random {
  let [a, b, c, d] = state;
  const uint32 = () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return scrambled >>> 0;
  };
  return {
    uint32,
    uniform: () => uint32() / 2 ** 32,
    below: (limit) => Math.floor((uint32() / 2 ** 32) * limit),
  };
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** Put the entries into random order, in place, every order equally likely (Fisher & Yates 1938, Durstenfeld 1964). */
export function shuffle(entries: Float64Array | Int32Array, random: Random): void {
  for (let i = entries.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const entry = entries[i];
    entries[i] = entries[j];
    entries[j] = entry;
  }
}
