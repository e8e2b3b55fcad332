import { registerEnumType } from 'type-graphql';
import { addDays, addMonths, type Period } from './period';

export enum TimeStep {
  MONTH = 'MONTH',
  QUARTER = 'QUARTER',
}
registerEnumType(TimeStep, {
  name: 'TimeStep',
  description: 'Length of the steps into which a period is cut.',
  valuesConfig: {
    MONTH: { description: 'Calendar months.' },
    QUARTER: { description: 'Quarters of the calendar year.' },
  },
});

/** Months of each step. */
export const MONTHS: Record<TimeStep, number> = { MONTH: 1, QUARTER: 3 };

/** Months or quarters that lie wholly in a period, in order. */
export function stepsIn(period: Period, step: TimeStep): Period[] {
  const months = MONTHS[step];
  const steps: Period[] = [];
  const intoStep = (Number(period.from.slice(5, 7)) - 1) % months;
  let from = addMonths(`${period.from.slice(0, 7)}-01`, -intoStep);
  for (;;) {
    const next = addMonths(from, months);
    const to = addDays(next, -1);
    if (to > period.to) return steps;
    if (from >= period.from) steps.push({ from, to });
    from = next;
  }
}
