/** The profile that the partnerships of tests have, as the oracles of tests read it: themes by offence and by flag. */

import flags from '../../seeds/vocabulary/flags.json';
import profile from '../../seeds/vocabulary/profiles/assessment-2009.json';
import { type OffenceSeed, OFFENCES as SHIPPED } from '../../src/domain/vocabulary';

interface ProfileTheme {
  code: string;
  name: string;
  parent?: string;
  sensitive?: boolean;
  offences?: string[];
  flags?: string[];
  sources: Record<string, string>;
}

const themes = profile.themes as unknown as ProfileTheme[];

/** Themes with the bits of their flags; 0 where they have none. */
export const THEMES = themes.map(({ flags: named = [], ...theme }) => ({
  ...theme,
  flags: named.reduce((mask, flag) => mask | flags.find(({ code }) => code === flag)!.bit, 0),
}));

/** Offences with the codes of their themes. */
export const OFFENCES = SHIPPED.map((offence): OffenceSeed & { themes: string[] } => ({
  ...offence,
  themes: themes
    .filter(({ offences = [] }) => offences.includes(offence.partOf ?? offence.code))
    .map(({ code }) => code),
}));
