import type { ShippedCell } from '../../src/analytics/ranking';
import { matrices } from '../vocabulary/profiles/assessment-2009.json';

/** The half-year that the assessment of October 2009 is about. */
const PERIOD = { from: '2009-01-01', to: '2009-06-30' };
const BY = 'Strategic Assessment, October 2009';
const AT = new Date('2009-09-30T23:00:00Z');

/**
 * Cells of the two matrices in the executive summary of the assessment, one character for each criterion in the order
 * of the columns: in the scanning table x is a tick and . a blank, in the threat/risk matrix digits are scores; * is
 * unknown in both.
 */
const PRINTED: readonly (readonly [theme: string, scanning: string, threatRisk: string])[] = [
  ['serious-acquisitive-crime', 'x..xxxxxx', '33313'],
  ['bicycle-theft', '.xx......', '22121'],
  ['domestic-burglary', 'x.xxxx.xx', '23311'],
  ['non-domestic-burglary', 'xxx.x.x..', '33232'],
  ['robbery', '.x.x.x.xx', '22321'],
  ['theft-from-person', '.........', '11221'],
  ['theft-of-vehicles', '.x.xxx.xx', '21222'],
  ['theft-from-vehicles', 'xx.xxxxxx', '31223'],
  ['violent-crime', 'x...xx.xx', '33311'],
  ['wounding', 'x...xx.xx', '31311'],
  ['common-assault', '..x....xx', '*3311'],
  ['domestic-abuse', 'x**x.x.xx', '*3311'],
  ['sexual-offences', '.*x..x.xx', '*3321'],
  ['criminal-damage', 'x...xxx.x', '21223'],
  ['anti-social-behaviour', 'x*x.xxxxx', '*3313'],
  ['substance-misuse', '*.xxx.xxx', '**313'],
  ['hate-crime', '*........', '**331'],
  ['casualty-reduction', '*.*.x.x.x', '**213'],
  ['reducing-reoffending', '.*.xx.xxx', '*3313'],
  ['public-confidence', '.*..xxxxx', '*3323'],
];

const markOf = (mark: string) => (mark === '*' ? null : mark === 'x' ? 1 : mark === '.' ? 0 : Number(mark));

const reasonOf = (value: number | null, table: string) =>
  value === null
    ? `Marked as not known in the ${table} of the assessment.`
    : `As in the ${table} of the assessment.`;

function cellsOf(
  theme: string,
  matrix: 'PRIORITY_SCANNING' | 'THREAT_RISK',
  table: string,
  marks: string,
): ShippedCell[] {
  return matrices[matrix].criteria.map((criterion, i) => {
    const value = markOf(marks[i]);
    const said = { value, reason: reasonOf(value, table), by: BY, at: AT };
    return { matrix, theme, criterion, period: PERIOD, ...said };
  });
}

/** The judgements in the cells of both matrices that the demonstration carries. */
export function assertedCells(): ShippedCell[] {
  return PRINTED.flatMap(([theme, scanning, threatRisk]) => [
    ...cellsOf(theme, 'PRIORITY_SCANNING', 'priority scanning table', scanning),
    ...cellsOf(theme, 'THREAT_RISK', 'threat and risk matrix', threatRisk),
  ]);
}
