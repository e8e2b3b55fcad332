import type { ShippedTrend } from '../../src/analytics/trends';

/** The half-year that the assessment of October 2009 is about. */
const PERIOD = { from: '2009-01-01', to: '2009-06-30' };
const BY = 'Strategic Assessment, October 2009';
const AT = new Date('2009-09-30T23:00:00Z');

/**
 * Judgements of trends in the theme blocks of the assessment; the reasons are ours. A block about burglary speaks of
 * the burglary of homes.
 */
const SAID: readonly (readonly [theme: string, value: string, reason: string])[] = [
  ['burglary', 'Stable', 'Fewer in the half-year, more over the year: neither is a clear change.'],
  ['domestic-burglary', 'Stable', 'Fewer in the half-year, more over the year: neither is a clear change.'],
  ['vehicle-crime', 'Stable', 'Slightly fewer, in the half-year and over the year.'],
  ['robbery', 'Stable', 'Small numbers: fewer in the half-year, slightly more over the year.'],
  [
    'non-domestic-burglary',
    'Possibly deteriorating',
    'More in the half-year and over the year, but not by much.',
  ],
  ['violent-crime', 'Deteriorating', 'More in the half-year and over the year.'],
  [
    'domestic-abuse',
    'Increased reporting',
    'Increased reporting: awareness work and support services bring more victims forward.',
  ],
  ['hate-crime', 'Increased reporting', 'Increased reporting: more of what happens reaches the agencies.'],
  [
    'drug-misuse',
    'Increased targeting',
    'Increased targeting: patrols and tests on arrest find more offences.',
  ],
  ['alcohol-misuse', 'Uncertain', 'Alcohol is not recorded evenly enough to show a direction.'],
  ['anti-social-behaviour', 'Deteriorating', 'More in the half-year and over the year.'],
  ['criminal-damage', 'Stable', 'Slightly fewer, in the half-year and over the year.'],
  ['reducing-reoffending', 'Unknown', 'There are no figures of how often prolific offenders offend again.'],
];

/** The judgements of trends that the demonstration carries. */
export function assertedTrends(): ShippedTrend[] {
  return SAID.map(([theme, value, reason]) => ({ theme, period: PERIOD, value, reason, by: BY, at: AT }));
}
