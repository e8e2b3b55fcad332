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
    'Position of a count between the exact Poisson limits around the number expected at the pooled rate ' +
    '(Spiegelhalter 2005).',
  valuesConfig: {
    BELOW_99_8: { description: 'Below the 99.8% limit: by chance in fewer than 1 of 1,000 cases.' },
    BELOW_95: { description: 'Below the 95% limit: by chance in fewer than 25 of 1,000 cases.' },
    WITHIN: { description: 'Within the 95% limits: no further from the pooled rate than chance explains.' },
    ABOVE_95: { description: 'Above the 95% limit: by chance in fewer than 25 of 1,000 cases.' },
    ABOVE_99_8: { description: 'Above the 99.8% limit: by chance in fewer than 1 of 1,000 cases.' },
  },
});
