/**
 * Planted victims and offenders of the demonstration, after the theme blocks of the Central Bedfordshire Strategic
 * Assessment of October 2009: `printed` are the lines of a block, `leading` the leading segments that a profile finds.
 * The document writes "aged 20 - 29", "aged 20 to 29" and "aged over 70" for "aged 20 to 29" and "aged 70 and over"
 * here.
 */
export interface ProfileTruth {
  /** Theme code. */
  theme: string;
  role: 'VICTIM' | 'OFFENDER';
  printed: string[];
  leading: string[];
}

const truth = (
  theme: string,
  role: ProfileTruth['role'],
  printed: string[],
  leading: string[],
): ProfileTruth => ({ theme, role, printed, leading });

/** Every line on victims and offenders of the blocks, in their order. */
export const PROFILE_TRUTH: readonly ProfileTruth[] = [
  truth(
    'domestic-burglary',
    'VICTIM',
    ['White European and either', 'Female aged between 20 to 49 years', 'Males aged between 30 and 59 years'],
    ['White European females aged 20 to 49', 'White European males aged 30 to 59'],
  ),
  truth('distraction-burglary', 'VICTIM', ['Females aged over 70'], ['Females aged 70 and over']),
  truth(
    'domestic-burglary',
    'OFFENDER',
    ['White European males aged 10 to 29', 'One/two offenders', 'Local or neighbouring areas.'],
    ['White European males aged 10 to 29'],
  ),
  truth(
    'distraction-burglary',
    'OFFENDER',
    ['White European males aged 20 to 39'],
    ['White European males aged 20 to 39'],
  ),
  truth(
    'theft-from-vehicles',
    'VICTIM',
    ['White European males aged 30 - 49'],
    ['White European males aged 30 to 49'],
  ),
  truth(
    'theft-of-vehicles',
    'OFFENDER',
    ['White European males aged 10 - 19 years'],
    ['White European males aged 10 to 19'],
  ),
  truth(
    'theft-from-vehicles',
    'OFFENDER',
    ['White European malees aged 10 - 29 years'],
    ['White European males aged 10 to 29'],
  ),
  truth('robbery', 'VICTIM', ['White European males aged 10 -19'], ['White European males aged 10 to 19']),
  truth(
    'robbery',
    'OFFENDER',
    ['White European males aged 10 to 19'],
    ['White European males aged 10 to 19'],
  ),
  truth('non-domestic-burglary', 'VICTIM', ['Companies'], ['Companies']),
  truth(
    'non-domestic-burglary',
    'OFFENDER',
    ['White European males aged 20 to 29'],
    ['White European males aged 20 to 29'],
  ),
  truth(
    'violent-crime',
    'VICTIM',
    ['White European males, aged 10 - 29 years', 'White European females aged 20 - 49 years'],
    ['White European males aged 10 to 29', 'White European females aged 20 to 49'],
  ),
  truth(
    'violent-crime',
    'OFFENDER',
    ['White European males aged 20 - 29 years'],
    ['White European males aged 20 to 29'],
  ),
  truth(
    'domestic-abuse',
    'VICTIM',
    ['White European females aged 20 – 39 years'],
    ['White European females aged 20 to 39'],
  ),
  truth(
    'domestic-abuse',
    'OFFENDER',
    ['White European males aged 20 - 39 years'],
    ['White European males aged 20 to 39'],
  ),
  truth(
    'hate-crime',
    'VICTIM',
    ['Black or Asian males aged 20 – 49 years'],
    ['Black or Asian males aged 20 to 49'],
  ),
  truth(
    'hate-crime',
    'OFFENDER',
    ['White European males aged 20 - 29 years'],
    ['White European males aged 20 to 29'],
  ),
  truth(
    'drug-misuse',
    'OFFENDER',
    ['White European males aged 20 - 29 years'],
    ['White European males aged 20 to 29'],
  ),
  truth(
    'alcohol-misuse',
    'OFFENDER',
    ['White European males aged 20 - 29 years'],
    ['White European males aged 20 to 29'],
  ),
];
