import { registerEnumType } from 'type-graphql';

export enum FunnelPosition {
  BELOW_99_8 = 'BELOW_99_8',
  BELOW_95 = 'BELOW_95',
  WITHIN = 'WITHIN',
  ABOVE_95 = 'ABOVE_95',
  ABOVE_99_8 = 'ABOVE_99_8',
}
registerEnumType(FunnelPosition, {
  name: 'FunnelPosition',
  description:
    'Position of a count between the limits of a funnel around the number expected at the pooled rate (Spiegelhalter ' +
    '2005).',
  valuesConfig: {
    BELOW_99_8: { description: 'Below the 99.8% limit: expected of fewer than 1 in 1,000.' },
    BELOW_95: { description: 'Below the 95% limit: expected of fewer than 25 in 1,000.' },
    WITHIN: { description: 'Within the 95% limits.' },
    ABOVE_95: { description: 'Above the 95% limit: expected of fewer than 25 in 1,000.' },
    ABOVE_99_8: { description: 'Above the 99.8% limit: expected of fewer than 1 in 1,000.' },
  },
});
