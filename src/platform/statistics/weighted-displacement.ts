import { normalQuantile } from './normal';
import type { Interval } from './poisson';
import { studentQuantile } from './student-t';
import { checkDispersion, type Dispersion, POISSON } from './two-window-test';

/** Incidents of a zone in two stretches of time of equal length. */
export interface BeforeAfter {
  before: number;
  after: number;
}

/** A zone in which something changed, beside one in which nothing was done. */
export interface ControlledZone {
  zone: BeforeAfter;
  control: BeforeAfter;
}

/** Difference of a zone and its surroundings from their controls, in incidents. */
export interface WeightedDisplacement extends Interval {
  /** Below 0 where there were fewer incidents than the controls predict. */
  wdd: number;
  standardError: number;
  /** Standard normal statistic; null where there was no incident at all. */
  z: number | null;
}

/** Standard deviations on either side that hold 95% of a normal distribution. */
const Z_95 = normalQuantile(0.975);

const change = ({ before, after }: BeforeAfter) => after - before;
const changeBeyond = ({ zone, control }: ControlledZone) => change(zone) - change(control);

/**
 * Weighted displacement difference of Wheeler & Ratcliffe 2018: (ΔT − ΔC) + (ΔTd − ΔCd), the change of the target and of
 * the zone that its incidents may have moved to, each beyond that of its control. All counts being Poisson, its
 * variance is their sum. Differences are in incidents, so zones of very different volume do not compare.
 *
 * @param target where something was done, and its control
 * @param displacement where incidents may have moved to, and its control; null where nobody looked: the formula without it
 * @param dispersion of the counts, Poisson by default
 * @returns the difference with its 95% interval
 * @throws RangeError where a count is not a whole number of zero or more.
 */
export function weightedDisplacement(
  target: ControlledZone,
  displacement: ControlledZone | null,
  dispersion: Dispersion = POISSON,
): WeightedDisplacement {
  checkDispersion(dispersion);
  const zones = displacement ? [target, displacement] : [target];
  const counts = zones.flatMap(({ zone, control }) => [
    zone.before,
    zone.after,
    control.before,
    control.after,
  ]);
  for (const count of counts)
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError('counts must be whole numbers, not negative');
  const wdd = zones.reduce((sum, each) => sum + changeBeyond(each), 0);
  const standardError = Math.sqrt(dispersion.value * counts.reduce((sum, count) => sum + count, 0));
  const reach = dispersion.degrees === Infinity ? Z_95 : studentQuantile(0.975, dispersion.degrees);
  return {
    wdd,
    standardError,
    z: standardError === 0 ? null : wdd / standardError,
    lower: wdd - reach * standardError,
    upper: wdd + reach * standardError,
  };
}
