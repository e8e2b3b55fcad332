import type { Random } from './random';

/** Outcomes of a crime, in the words of a crime management system of the time. */
const WORDINGS = [
  'Undetected - filed pending further evidence',
  'Charged or summonsed',
  'Adult caution',
  'Reprimand or final warning',
  'Taken into consideration',
  'Penalty notice for disorder',
  'Cannabis warning',
  'No further action - complainant declines to prosecute',
] as const;

/** Percentage of each wording, in their order. */
const SHARES: Readonly<Record<string, readonly number[]>> = {
  'burglary-dwelling': [85, 9, 0, 1, 5, 0, 0, 0],
  'burglary-distraction': [92, 5, 0, 0, 3, 0, 0, 0],
  'burglary-non-dwelling': [91, 5, 1, 1, 2, 0, 0, 0],
  'robbery-personal': [77, 16, 0, 2, 0, 0, 0, 5],
  'theft-of-vehicle': [86, 9, 1, 1, 3, 0, 0, 0],
  'theft-from-vehicle': [92, 3, 1, 0, 4, 0, 0, 0],
  'bicycle-theft': [95, 2, 1, 2, 0, 0, 0, 0],
  'theft-from-person': [95, 3, 1, 1, 0, 0, 0, 0],
  shoplifting: [36, 26, 11, 6, 1, 20, 0, 0],
  'other-theft': [86, 6, 4, 2, 0, 1, 0, 1],
  wounding: [47, 24, 11, 4, 0, 1, 0, 13],
  'common-assault': [45, 17, 14, 6, 0, 0, 0, 18],
  harassment: [38, 16, 17, 5, 0, 8, 0, 16],
  rape: [66, 22, 0, 0, 0, 0, 0, 12],
  'other-sexual-offence': [64, 22, 4, 2, 0, 0, 0, 8],
  'criminal-damage': [84, 5, 5, 3, 0, 2, 0, 1],
  'drug-possession': [4, 21, 24, 8, 0, 1, 42, 0],
  'drug-trafficking': [12, 78, 8, 2, 0, 0, 0, 0],
};

/** An outcome for a crime of that offence; null for what is not a crime. */
export function outcomeOf(offence: string, dice: Random): string | null {
  const shares = SHARES[offence];
  return shares ? WORDINGS[dice.weighted(shares)] : null;
}
