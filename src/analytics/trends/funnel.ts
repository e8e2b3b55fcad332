import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { type Funnel, randomEffectsFunnel } from '../../platform/statistics';
import { listParameters, type Parameter } from '../analytic';
import type { FunnelPosition } from './funnel.type';

/** A count and its exposure: thousands of a denominator times years. */
interface RatedCount {
  count: number;
  exposure: number;
}

/** Where rates stand among each other. */
export interface Positions {
  /** Position of each, allowing for the differences that they usually have. */
  positions: FunnelPosition[];
  poissonPositions: FunnelPosition[];
  parameters: Parameter[];
  caveats: Caveat[];
}

const rounded = (n: number | null) => n && Number(n.toPrecision(4));

/**
 * Positions of rates in the funnel around their pooled rate.
 *
 * @param what the units are called, such as `areas`.
 */
export function positionsOf(units: readonly RatedCount[], pooledRate: number, what: string): Positions {
  const funnel: Funnel =
    pooledRate > 0
      ? randomEffectsFunnel(units.map(({ count, exposure }) => ({ count, expected: pooledRate * exposure })))
      : {
          // Nothing is expected where nothing happened: nobody stands out.
          ...{ z: units.map(() => null), phi: null, tau: null },
          positions: units.map(() => 'WITHIN'),
          poissonPositions: units.map(() => 'WITHIN'),
        };
  return {
    positions: funnel.positions as FunnelPosition[],
    poissonPositions: funnel.poissonPositions as FunnelPosition[],
    parameters: listParameters({
      funnelLimits: '0.95, 0.998',
      funnelPhi: rounded(funnel.phi),
      funnelTau: rounded(funnel.tau),
    }),
    caveats: caveatIf(
      funnel.tau === null && units.length > 0,
      CaveatCode.NOT_ENOUGH_DATA,
      `Fewer than 10 ${what} have 5 expected incidents, too few to tell how much they usually differ: positions are those ` +
        'between Poisson limits, which call usual differences unusual.',
    ),
  };
}
