/**
 * Weights of the hours and days at which incidents of an offence begin, and length of the time they may have happened
 * in.
 */
export interface Timing {
  /** Weight of each hour of the day, from midnight. */
  hours: readonly number[];
  /** Weight of each day of the week, Sunday first. */
  days: readonly number[];
  /** Least and most minutes from the first to the last possible moment; none where the moment is known. */
  window?: readonly [least: number, most: number];
}

const ALIKE = [1, 1, 1, 1, 1, 1, 1];
const WORKING_DAYS = [0.6, 1.1, 1.1, 1.1, 1.1, 1.1, 0.8];
const WEEKEND = [1.3, 0.8, 0.8, 0.8, 0.9, 1.3, 1.6];
const NIGHTS_OUT = [1.7, 0.5, 0.5, 0.6, 0.8, 1.5, 2.3];
const SHOPPING_DAYS = [0.6, 1, 1, 1, 1, 1.1, 1.4];

const DAYTIME = [0, 0, 0, 0, 0, 0, 1, 3, 5, 5, 5, 5, 5, 5, 4, 3, 2, 1, 1, 0, 0, 0, 0, 0];
const SHOP_HOURS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 5, 6, 6, 6, 6, 6, 5, 3, 2, 1, 0, 0, 0, 0];
const DAY_AND_EVENING = [1, 1, 0, 0, 0, 0, 1, 4, 5, 5, 4, 4, 4, 4, 4, 4, 5, 6, 7, 6, 4, 3, 2, 1];
const AFTER_SCHOOL = [1, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 5, 8, 8, 7, 6, 6, 6, 5, 4, 2];
const EVENING = [4, 2, 1, 1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 4, 5, 6, 8, 9, 10, 10, 8, 6];
const NIGHT = [12, 10, 7, 3, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4, 6, 8, 11, 13];
const HOME_FROM_WORK = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 5, 8, 9, 9, 8, 7, 5, 3];
const RUSH_HOURS = [1, 1, 1, 0, 0, 1, 4, 8, 9, 5, 4, 4, 5, 5, 5, 7, 9, 10, 7, 5, 3, 3, 2, 2];

const ALL_DAY: Timing = { hours: DAY_AND_EVENING, days: ALIKE };
const AT_NIGHT: Timing = { hours: EVENING, days: WEEKEND };

/** Nights out: violence with alcohol away from home. */
export const NIGHTLIFE: Timing = { hours: NIGHT, days: NIGHTS_OUT };

/** Evenings and weekends at home: domestic abuse. */
export const AT_HOME: Timing = { hours: EVENING, days: [1.4, 0.9, 0.9, 0.9, 0.9, 1, 1.3] };

/** Timing by offence. */
export const TIMING: Readonly<Record<string, Timing>> = {
  'burglary-dwelling': { hours: DAY_AND_EVENING, days: WORKING_DAYS, window: [60, 600] },
  'burglary-distraction': { hours: DAYTIME, days: WORKING_DAYS, window: [5, 45] },
  'burglary-non-dwelling': {
    hours: HOME_FROM_WORK,
    days: [1.2, 0.9, 0.9, 0.9, 0.9, 1.1, 1.2],
    window: [480, 1020],
  },
  'robbery-personal': { hours: AFTER_SCHOOL, days: WEEKEND, window: [0, 10] },
  'theft-of-vehicle': { hours: HOME_FROM_WORK, days: ALIKE, window: [240, 840] },
  'theft-from-vehicle': { hours: HOME_FROM_WORK, days: ALIKE, window: [180, 840] },
  'bicycle-theft': { hours: DAYTIME, days: WORKING_DAYS, window: [30, 540] },
  'theft-from-person': { hours: SHOP_HOURS, days: SHOPPING_DAYS, window: [5, 60] },
  shoplifting: { hours: SHOP_HOURS, days: SHOPPING_DAYS, window: [0, 20] },
  'other-theft': { ...ALL_DAY, window: [15, 480] },
  wounding: AT_NIGHT,
  'common-assault': { hours: AFTER_SCHOOL, days: ALIKE },
  harassment: ALL_DAY,
  rape: { hours: NIGHT, days: WEEKEND, window: [10, 240] },
  'other-sexual-offence': { ...ALL_DAY, window: [0, 60] },
  'criminal-damage': { ...AT_NIGHT, window: [30, 720] },
  'drug-possession': AT_NIGHT,
  'drug-trafficking': ALL_DAY,
  'asb-personal': { hours: EVENING, days: ALIKE },
  'asb-nuisance': AT_NIGHT,
  'asb-environmental': ALL_DAY,
  'road-collision': { hours: RUSH_HOURS, days: WORKING_DAYS },
};
