import { type Random, seededRandom } from '../src/platform/statistics/random';

/** Seeded draws from the distributions that calibration simulates. */
export interface Draws extends Random {
  /** Standard normal. */
  normal(): number;
  /** Gamma with this shape and scale 1. */
  gamma(shape: number): number;
  /** Poisson count. */
  poisson(mean: number): number;
  /** Count with variance `phi` × mean: negative binomial, Poisson where φ is 1. */
  count(mean: number, phi: number): number;
}

/** Beyond this mean a Poisson count is split into a part that is drawn from the gamma and the rest. */
const LARGE_MEAN = 30;

/**
 * Draws of one seed. Methods: polar method (Marsaglia & Bray 1964); Marsaglia & Tsang 2000 for the gamma; Ahrens &
 * Dieter 1974 (gamma splitting) and multiplication (Knuth 1969) for the Poisson; a gamma mixture of Poissons for the
 * negative binomial.
 */
export function draws(seed: number): Draws {
  const random = seededRandom(seed);
  const normal = () => {
    for (;;) {
      const x = 2 * random.uniform() - 1;
      const y = 2 * random.uniform() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (random.uniform() + 2 ** -33) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(random.uniform() + 2 ** -33) < 0.5 * x * x + d - d * v + d * Math.log(v))
        return d * v;
    }
  };
  const poisson = (mean: number): number => {
    if (mean > LARGE_MEAN) {
      const order = Math.floor((mean * 7) / 8);
      const time = gamma(order);
      return time <= mean ? order + poisson(mean - time) : binomial(order - 1, mean / time);
    }
    const limit = Math.exp(-mean);
    let n = 0;
    for (let product = random.uniform(); product > limit; product *= random.uniform()) n++;
    return n;
  };
  const binomial = (trials: number, p: number) => {
    let n = 0;
    for (let i = 0; i < trials; i++) if (random.uniform() < p) n++;
    return n;
  };
  const count = (mean: number, phi: number) =>
    mean === 0 ? 0 : poisson(phi === 1 ? mean : gamma(mean / (phi - 1)) * (phi - 1));
  return { ...random, normal, gamma, poisson, count };
}
