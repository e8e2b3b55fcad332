import { normalQuantile } from './normal';
import { quantiles } from './quantile';
import { type FunnelPosition, funnelPosition } from './rates';

/** A unit of a funnel. */
export interface FunnelUnit {
  /** Whole number of events. */
  count: number;
  /** Events at the pooled rate of all units, positive. */
  expected: number;
}

/** A funnel around the pooled rate whose limits allow for true differences between its units. */
export interface Funnel {
  /** Position of each unit by limits widened for the true spread. */
  positions: FunnelPosition[];
  /** Position of each unit by exact Poisson limits. */
  poissonPositions: FunnelPosition[];
  /** z of each unit, log(count ÷ expected) over its standard deviation; null where its position is Poisson's. */
  z: (number | null)[];
  /** Mean of the squared winsorised z without a random effect; null where there is no random effect. */
  phi: number | null;
  /** Standard deviation of the true log rates; null where there is no random effect. */
  tau: number | null;
}

/** Expected events below which log(count ÷ expected) is too far from normal. */
const MIN_EXPECTED = 5;
/** Units from which a spread can be told. */
const MIN_UNITS = 10;
/** Share of the units at either end whose z is drawn in, so that a few outliers do not widen the limits. */
const WINSORISED = 0.1;
const Z_95 = normalQuantile(0.975);
const Z_99_8 = normalQuantile(0.999);

/**
 * Positions of units in a funnel with an additive random effect (Spiegelhalter 2005, Statistics in Medicine 24, 1185).
 *
 * With y = log(count ÷ expected), s = 1/√expected and z = y/s winsorised at 10%, φ is the mean of z² and
 * τ² = max(0, (Iφ − (I − 1)) / (Σw − Σw²/Σw)), w = 1/s²; the position is that of y/√(s² + τ²) among the limits of 95% and
 * 99.8%. A count of 0 counts as ½ in y. Units with fewer than 5 expected events take no part and have their Poisson
 * position, and so have all where fewer than 10 take part.
 *
 * @example randomEffectsFunnel(wards).tau // 0.3: true rates differ by about a third
 * @throws RangeError where a count is not a whole number of zero or more, or nothing is expected.
 */
export function randomEffectsFunnel(units: readonly FunnelUnit[]): Funnel {
  const poissonPositions = units.map(({ count, expected }) => {
    if (!(expected > 0)) throw new RangeError('a unit of a funnel has an expected count above zero');
    return funnelPosition(count, expected);
  });
  const spread = spreadOf(units.filter(({ expected }) => expected >= MIN_EXPECTED));
  if (!spread)
    return { positions: poissonPositions, poissonPositions, z: units.map(() => null), phi: null, tau: null };
  const z = units.map((unit) =>
    unit.expected < MIN_EXPECTED
      ? null
      : logRatio(unit) / Math.sqrt(1 / unit.expected + spread.tau * spread.tau),
  );
  const positions = z.map((score, i) => (score === null ? poissonPositions[i] : positionOf(score)));
  return { positions, poissonPositions, z, ...spread };
}

/** φ and τ of the units; null where there are too few. */
function spreadOf(units: FunnelUnit[]): { phi: number; tau: number } | null {
  const n = units.length;
  if (n < MIN_UNITS) return null;
  const scores = Float64Array.from(units, (unit) => logRatio(unit) * Math.sqrt(unit.expected));
  const [low, high] = quantiles(scores, [WINSORISED, 1 - WINSORISED])!;
  const phi = scores.reduce((sum, score) => sum + Math.min(high, Math.max(low, score)) ** 2, 0) / n;
  const weights = units.reduce((sum, { expected }) => sum + expected, 0);
  const squares = units.reduce((sum, { expected }) => sum + expected * expected, 0);
  const variance = Math.max(0, (n * phi - (n - 1)) / (weights - squares / weights));
  return { phi, tau: Math.sqrt(variance) };
}

function logRatio({ count, expected }: FunnelUnit): number {
  return Math.log(Math.max(count, 0.5) / expected);
}

function positionOf(z: number): FunnelPosition {
  const side = z < 0 ? 'BELOW' : 'ABOVE';
  if (Math.abs(z) > Z_99_8) return `${side}_99_8`;
  return Math.abs(z) > Z_95 ? `${side}_95` : 'WITHIN';
}
