/**
 * The two matrices of the strategic assessment as the product ships them: their rows and their columns. Like the
 * vocabulary they become rows of the database, so that a partnership can add columns of its own.
 */

type Matrix = 'PRIORITY_SCANNING' | 'THREAT_RISK';

export interface MatrixCriterionSeed {
  matrix: Matrix;
  code: string;
  name: string;
  /** Least and greatest value: 0 and 1 is blank and ticked. */
  least: number;
  greatest: number;
  /** What computes its cells from data. */
  rule?: 'VOLUME' | 'PEERS' | 'TREND' | 'HARM' | 'COMMUNITY';
  /** Why no data can tell, where there is no rule. */
  judgedBecause?: string;
}

type Rest = Pick<MatrixCriterionSeed, 'rule' | 'judgedBecause'>;

const tick = (code: string, name: string, rest: Rest): MatrixCriterionSeed => ({
  ...{ matrix: 'PRIORITY_SCANNING', code, name, least: 0, greatest: 1 },
  ...rest,
});

const score = (code: string, name: string, rest: Rest): MatrixCriterionSeed => ({
  ...{ matrix: 'THREAT_RISK', code, name, least: 1, greatest: 3 },
  ...rest,
});

/** In the order of the columns. */
export const MATRIX_CRITERIA: readonly MatrixCriterionSeed[] = [
  tick('high-volume', 'High volume', { rule: 'VOLUME' }),
  tick('peer-performance', 'Peer performance', { rule: 'PEERS' }),
  tick('increasing-trend', 'Increasing trend', { rule: 'TREND' }),
  tick('laa-priority', 'LAA priority', {
    judgedBecause: 'No data tell it: what the Local Area Agreement lists is agreed, not counted.',
  }),
  tick('agency-priority', 'Individual agency priority', {
    judgedBecause: 'No data tell it: the agencies of the partnership choose their priorities.',
  }),
  tick('partnership-priority', 'Partnership priority', {
    judgedBecause: 'No data tell it: the partnership chooses its priorities.',
  }),
  tick('community-priority', 'Community or SNT priority', { rule: 'COMMUNITY' }),
  tick('psa', 'Public Service Agreement', {
    judgedBecause: 'No data tell it: the list of Public Service Agreements is one of the government.',
  }),
  tick('national-indicator', 'National indicator', {
    judgedBecause: 'No data tell it: the list of national indicators is one of the government.',
  }),
  score('peer-performance', 'Peer performance', { rule: 'PEERS' }),
  score('trend', 'Trend', { rule: 'TREND' }),
  score('harm', 'Harm', { rule: 'HARM' }),
  score('current-activity', 'Current activity', {
    judgedBecause:
      'No data tell it: how much is being done is a judgement. 1 where much is done, 3 where little is.',
  }),
  score('community-concern', 'Community concern', { rule: 'COMMUNITY' }),
];

/** Rows of both matrices in their order, by code; some go by another name there, or in one of them. */
const ROWS: readonly (readonly [theme: string, scanning: string, threatRisk?: string])[] = [
  ['serious-acquisitive-crime', 'Serious acquisitive crime'],
  ['bicycle-theft', 'Bicycle theft'],
  ['domestic-burglary', 'Domestic burglary'],
  ['non-domestic-burglary', 'Non-domestic burglary'],
  ['robbery', 'Robbery', 'Robbery from the person'],
  ['theft-from-person', 'Theft from person'],
  ['theft-of-vehicles', 'Theft of vehicles'],
  ['theft-from-vehicles', 'Theft from vehicles'],
  ['violent-crime', 'Violent crime'],
  ['wounding', 'Wounding'],
  ['common-assault', 'Common assault'],
  ['domestic-abuse', 'Domestic violence'],
  ['sexual-offences', 'Sexual offences'],
  ['criminal-damage', 'Criminal damage'],
  ['anti-social-behaviour', 'Anti-social behaviour'],
  ['substance-misuse', 'Substance misuse'],
  ['hate-crime', 'Hate crime'],
  ['casualty-reduction', 'Casualty reduction', 'Road safety'],
  ['reducing-reoffending', 'Reducing reoffending'],
  ['public-confidence', 'Public confidence'],
];

export const MATRIX_THEMES: readonly { matrix: Matrix; theme: string; position: number; name: string }[] =
  ROWS.flatMap(([theme, scanning, threatRisk = scanning], i) => [
    { matrix: 'PRIORITY_SCANNING' as const, theme, position: i + 1, name: scanning },
    { matrix: 'THREAT_RISK' as const, theme, position: i + 1, name: threatRisk },
  ]);
