import { registerEnumType } from 'type-graphql';

export enum Denominator {
  RESIDENTS = 'RESIDENTS',
  HOUSEHOLDS = 'HOUSEHOLDS',
  VEHICLES = 'VEHICLES',
  PREMISES = 'PREMISES',
}
registerEnumType(Denominator, {
  name: 'Denominator',
  description:
    'Population that incidents are counted per thousand of. Each offence has its own: the people or ' +
    'things that it can happen to.',
  valuesConfig: {
    RESIDENTS: { description: 'Residents of the area: violence, robbery, damage.' },
    HOUSEHOLDS: { description: 'Households of the area: burglary of dwellings.' },
    VEHICLES: { description: 'Vehicles kept in the area: theft of and from vehicles.' },
    PREMISES: { description: 'Premises of businesses and institutions: other burglary, shoplifting.' },
  },
});

/** One in words, for caveats and reasons. */
export const denominatorName = (denominator: Denominator) => denominator.toLowerCase();
