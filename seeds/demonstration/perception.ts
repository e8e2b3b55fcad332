import type { SntPriority, SurveyResult } from '../../src/analytics/perception';
import { areas } from './boundaries';

/** The half-year that the assessment of October 2009 is about. */
const PERIOD = { from: '2009-01-01', to: '2009-06-30' };
/** The document names neither day nor sample: the survey was in the field from September to December 2008. */
const SURVEYED_ON = '2008-12-19';

/** Shares of the Place Survey, from the lines "public perception" of the assessment's theme blocks. */
const SHARES: readonly (readonly [theme: string, share: number, question: string])[] = [
  ['anti-social-behaviour', 0.17, 'See anti-social behaviour as a problem where they live.'],
  ['drug-misuse', 0.27, 'See the use or dealing of drugs as a problem where they live.'],
  ['alcohol-misuse', 0.28, 'See people being drunk or rowdy in public as a problem where they live.'],
];

/** SNT areas without the priority that all others have. */
const QUIET = ['Aspley and Woburn', 'Eaton Bray & Heath and Reach', 'Silsoe & Haynes', 'Potton'];

/**
 * SNT areas that have a theme as a priority. How many is what the document says; which ones is invented, near the
 * theme's hotspots.
 */
const PRIORITIES: readonly (readonly [
  theme: string,
  areas: (names: readonly string[]) => readonly string[],
])[] = [
  ['anti-social-behaviour', (names) => names.filter((name) => !QUIET.includes(name))],
  ['drug-misuse', () => ['Dunstable Central']],
  [
    'alcohol-misuse',
    () => ['Dunstable Central', 'Leighton Buzzard Central', 'Biggleswade', 'Parkside & Houghton Hall East'],
  ],
  ['vehicle-crime', () => ['Icknield', 'Watling']],
  ['non-domestic-burglary', () => ['Parkside & Houghton Hall East', 'Dunstable Central', 'Manshead']],
  ['criminal-damage', () => ['Dunstable Central', 'Ampthill']],
];

/** Themes that the document calls no community concern: they were asked about, and chosen by no area. */
const OFFERED = ['domestic-burglary', 'robbery', 'violent-crime', 'domestic-abuse', 'hate-crime'];

/** Results of the survey that the assessment quotes. */
export function surveyResults(): SurveyResult[] {
  return SHARES.map(([theme, share, question]) => ({
    ...{ survey: 'Place Survey', surveyedOn: SURVEYED_ON, theme },
    ...{ question, share, sampleSize: null },
  }));
}

/** Priorities of the SNT areas of the demonstration, and the themes that they chose from. */
export function sntPriorities(): SntPriority[] {
  const known = areas().SNT_AREA.features.map(({ properties }) => properties);
  const names = known.map(({ name }) => name);
  const offered = OFFERED.map((theme) => ({ theme, areaCode: '', period: PERIOD }));
  const chosen = PRIORITIES.flatMap(([theme, of]) =>
    of(names).map((name) => {
      const area = known.find((each) => each.name === name);
      if (!area) throw new Error(`${name} is no SNT area of the demonstration`);
      return { theme, areaCode: area.code, period: PERIOD };
    }),
  );
  return [...chosen, ...offered];
}
