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
    'Where a count lies between the exact Poisson limits of what is expected at the pooled rate (Spiegelhalter 2005).',
  valuesConfig: {
    BELOW_99_8: { description: 'So few that chance gives them in fewer than 1 of 1,000 cases.' },
    BELOW_95: { description: 'So few that chance gives them in fewer than 25 of 1,000 cases.' },
    WITHIN: { description: 'No further from the pooled rate than chance explains.' },
    ABOVE_95: { description: 'So many that chance gives them in fewer than 25 of 1,000 cases.' },
    ABOVE_99_8: { description: 'So many that chance gives them in fewer than 1 of 1,000 cases.' },
  },
});
