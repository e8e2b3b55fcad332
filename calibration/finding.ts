import type { Line } from '../bench/measure';

/** How often something was said in a simulation, and how often it should be. */
export interface Finding {
  what: string;
  /** Share of the trials, 0 to 1. */
  share: number;
  trials: number;
  /** Least and greatest share that is right. */
  least: number;
  most: number;
}

/** Size and seed of a simulation. */
export interface Simulation {
  /** Repeats of one setting; simulations of maps and clusters take a fixed part of it. */
  repeats: number;
  seed: number;
}

/** A finding from trials of which each said yes or no. */
export function tally(what: string, trials: boolean[], least: number, most: number): Finding {
  return { what, share: trials.filter(Boolean).length / trials.length, trials: trials.length, least, most };
}

/** A line of the printed table. */
export function lineOf({ what, share, trials, least, most }: Finding): Line {
  const target =
    least === 0
      ? `≤ ${percent(most)}`
      : most === 1
        ? `≥ ${percent(least)}`
        : `${percent(least)} to ${percent(most)}`;
  return { what, value: `${percent(share)} (${trials})`, target, met: share >= least && share <= most };
}

/** Whether a finding is right but for the error of its sample: three standard deviations. */
export function holds({ share, trials, least, most }: Finding): boolean {
  const slack = (p: number) => 3 * Math.sqrt((p * (1 - p)) / trials) + 1 / trials;
  return share >= least - slack(least) && share <= most + slack(most);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
