import { registerEnumType } from 'type-graphql';

export enum Denominator {
  RESIDENTS = 'RESIDENTS',
  HOUSEHOLDS = 'HOUSEHOLDS',
  VEHICLES = 'VEHICLES',
  PREMISES = 'PREMISES',
}
registerEnumType(Denominator, {
  name: 'Denominator',
  description: 'What incidents are counted per thousand of. Each offence has its own: what it can happen to.',
  valuesConfig: {
    RESIDENTS: { description: 'People who live there: violence, robbery, damage.' },
    HOUSEHOLDS: { description: 'Households: burglary of dwellings.' },
    VEHICLES: { description: 'Vehicles kept there: theft of and from vehicles.' },
    PREMISES: { description: 'Premises of businesses and institutions: other burglary, shoplifting.' },
  },
});

/** One in words, for caveats and reasons. */
export const denominatorName = (denominator: Denominator) => denominator.toLowerCase();
