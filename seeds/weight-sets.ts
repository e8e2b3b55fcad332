import { OFFENCES } from './vocabulary';

/** An index of harm as the product ships it. Like the vocabulary it becomes rows, so that another can stand beside it. */
export interface WeightSetSeed {
  code: string;
  /** A new edition gets the next number; an earlier one stays as it is. */
  version: number;
  name: string;
  /** What a weight counts. */
  unit: string;
  /** Where the values come from. */
  source: string;
  /** Weight of one incident by offence. An offence that is not listed has no known weight, which is not zero. */
  weights: Record<string, number>;
}

/**
 * Categories of open data that are the same offence under another name, or join offences of one weight. All other
 * categories mix offences of different weights and have none.
 */
const SAME_AS: Record<string, string> = {
  'open-bicycle-theft': 'bicycle-theft',
  'open-robbery': 'robbery-personal',
  'open-shoplifting': 'shoplifting',
  'open-theft-from-the-person': 'theft-from-person',
};

function withOpen(weights: Record<string, number>): Record<string, number> {
  const open = Object.entries(SAME_AS).filter(([, offence]) => offence in weights);
  return {
    ...weights,
    ...Object.fromEntries(open.map(([category, offence]) => [category, weights[offence]])),
  };
}

export const WEIGHT_SETS: WeightSetSeed[] = [
  {
    code: 'incident-count',
    version: 1,
    name: 'Incident count',
    unit: 'incidents',
    source: 'Every incident weighs 1.',
    weights: Object.fromEntries(OFFENCES.map(({ code }) => [code, 1])),
  },
  {
    code: 'crime-severity-score',
    version: 1,
    name: 'Crime Severity Score',
    unit: 'days in custody or their equivalent, on average',
    source: 'Office for National Statistics, Crime Severity Score; values from a secondary source.',
    weights: withOpen({
      'burglary-dwelling': 438,
      'burglary-distraction': 438,
      'burglary-non-dwelling': 117,
      'robbery-personal': 746,
      'robbery-business': 746,
      'bicycle-theft': 10,
      'theft-from-person': 86,
      shoplifting: 13,
      'other-theft': 33,
      homicide: 7978.79,
      'drug-possession': 3,
      'drug-trafficking': 497,
    }),
  },
  {
    code: 'crime-harm-index',
    version: 1,
    name: 'Cambridge Crime Harm Index',
    unit: 'days in prison at the starting point of the sentencing guidelines',
    source:
      'Cambridge Crime Harm Index, update of 2026; values from a secondary source. Two values of its table that look ' +
      'like misprints are left out.',
    weights: withOpen({
      'robbery-personal': 365,
      'robbery-business': 365,
      'theft-of-vehicle': 5,
      'theft-from-vehicle': 5,
      'bicycle-theft': 2,
      'theft-from-person': 2,
      shoplifting: 1,
      'other-theft': 2,
      homicide: 5475,
      wounding: 365,
      'common-assault': 10,
      harassment: 10,
      rape: 2555,
      'other-sexual-offence': 182.25,
      'criminal-damage': 2,
      arson: 185,
      'drug-possession': 3,
      'drug-trafficking': 5,
      'public-order': 7.5,
    }),
  },
  {
    code: 'unit-cost',
    version: 1,
    name: 'Unit cost of crime',
    unit: 'pounds, at prices of 2015/16',
    source: 'Home Office, The economic and social costs of crime; values from a secondary source.',
    weights: withOpen({
      'robbery-personal': 11320,
      'robbery-business': 11320,
      'theft-of-vehicle': 10290,
      'theft-from-vehicle': 870,
      homicide: 3200000,
      wounding: 14050,
      rape: 39360,
      'other-sexual-offence': 6520,
      'criminal-damage': 1350,
      arson: 8420,
    }),
  },
];
