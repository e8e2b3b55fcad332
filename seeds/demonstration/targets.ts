import { daysIn, MONTHS, total } from './quotas';
import { truthful } from './series';

/**
 * Targets of the demonstration's partnership. They are invented, since the document names none: where a block says that
 * January to June 2009 went well the quarter is on target, and off it where volumes rose.
 */
export interface TargetTruth {
  theme: string;
  /** Line "Performance, Jan – Jun 2009" of the theme's block. */
  printed: string;
  /** Status in the review of April to June 2009. */
  status: 'ON_TARGET' | 'NEAR' | 'OFF_TARGET' | 'NO_TARGET';
  /** Set where more is wanted; AT_MOST by default. */
  aim?: TargetSeed['aim'];
  /** Whether the target is for the financial year 2009/10, of which the quarter is a part. */
  yearly?: true;
}

/** The quarter that is reviewed. */
export const REVIEWED_QUARTER = '2009-Q2';

export const TARGET_TRUTH: readonly TargetTruth[] = [
  { theme: 'domestic-burglary', printed: 'Decreasing volume', status: 'ON_TARGET' },
  { theme: 'theft-from-vehicles', printed: 'Decreasing volume', status: 'ON_TARGET', yearly: true },
  { theme: 'theft-of-vehicles', printed: 'Decreasing volume', status: 'ON_TARGET' },
  { theme: 'robbery', printed: 'Decreasing volume', status: 'ON_TARGET' },
  { theme: 'non-domestic-burglary', printed: 'Increasing volume', status: 'OFF_TARGET' },
  { theme: 'violent-crime', printed: 'Increasing volume', status: 'OFF_TARGET', yearly: true },
  { theme: 'domestic-abuse', printed: 'Increasing volume', status: 'ON_TARGET', aim: 'AT_LEAST' },
  { theme: 'hate-crime', printed: 'Increasing volume', status: 'ON_TARGET', aim: 'AT_LEAST' },
  { theme: 'drug-misuse', printed: 'Increasing volume', status: 'NEAR' },
  { theme: 'alcohol-misuse', printed: 'Uncertain', status: 'NO_TARGET' },
  { theme: 'anti-social-behaviour', printed: 'Increasing volume', status: 'OFF_TARGET' },
  { theme: 'criminal-damage', printed: 'Decreasing volume', status: 'ON_TARGET' },
  { theme: 'casualty-reduction', printed: 'Decreasing volume', status: 'ON_TARGET' },
];

/** Target as a multiple of the quarter's count that gives the status. */
const FACTOR = { ON_TARGET: 1.04, NEAR: 0.97, OFF_TARGET: 0.9 };

const QUARTER = ['2009-04', '2009-05', '2009-06'];
const DAYS_OF_YEAR = 365;

/** A target as it is set. */
export interface TargetSeed {
  theme: string;
  period: { from: string; to: string };
  count: number;
  aim: 'AT_MOST' | 'AT_LEAST';
}

/** The targets. */
export function targets(): TargetSeed[] {
  return TARGET_TRUTH.flatMap(({ theme, status, aim = 'AT_MOST', yearly }): TargetSeed[] => {
    if (status === 'NO_TARGET') return [];
    const { months } = truthful(theme);
    const actual = total(months.filter((_, i) => QUARTER.includes(MONTHS[i])));
    const factor = aim === 'AT_LEAST' ? 2 - FACTOR[status] : FACTOR[status];
    const inQuarter = actual * factor;
    return [
      yearly
        ? {
            theme,
            period: { from: '2009-04-01', to: '2010-03-31' },
            count: Math.round((inQuarter * DAYS_OF_YEAR) / total(QUARTER.map(daysIn))),
            aim,
          }
        : { theme, period: { from: '2009-04-01', to: '2009-06-30' }, count: Math.round(inQuarter), aim },
    ];
  });
}
