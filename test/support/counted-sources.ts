/** Which sources a filter counts: the rule of docs/decisions/0024, said again for the oracles of tests. */

import { SOURCES } from '../../src/domain/vocabulary';
import { OFFENCES, THEMES } from './vocabulary';

/** The part of a filter that decides. */
interface Asked {
  sources?: string[];
  themes?: string[];
  offences?: string[];
}

/** Themes that a source may record, by the code of the source; the police may note any flag. */
const THEMES_OF = new Map(
  SOURCES.map(({ code, access, byDefault }) => {
    const ofFlags = access === 'CLOSED' && byDefault ? THEMES.filter(({ flags }) => flags) : [];
    const listed = THEMES.filter(({ sources }) => code in sources).map((theme) => theme.code);
    const isOpen = access === 'OPEN';
    const mapped = listed.filter((theme) =>
      OFFENCES.some(
        (offence) => offence.themes.includes(theme) && offence.code.startsWith('open-') === isOpen,
      ),
    );
    return [code, new Set([...mapped, ...ofFlags.map((theme) => theme.code)])];
  }),
);

/** Codes of the sources that a filter counts. */
export function countedSources({ sources, themes, offences }: Asked): string[] {
  if (sources) return sources;
  return SOURCES.filter((source) => {
    if (themes && !(source.addsToThemes && themes.some((theme) => THEMES_OF.get(source.code)!.has(theme))))
      return false;
    if (offences && !source.offences.some((offence) => offences.includes(offence))) return false;
    return Boolean(themes ?? offences) || source.byDefault;
  }).map(({ code }) => code);
}

/**
 * Whether an incident of an open source does not count, because a source that is counted too has delivered its month.
 *
 * @param hasDelivered whether a source has delivered the month of the incident.
 */
export function isSuperseded(
  { source, offence }: { source: string; offence: string },
  asked: Asked,
  hasDelivered: (source: string) => boolean,
): boolean {
  if (asked.sources) return false;
  const publishes = SOURCES.find(({ code }) => code === source)!.publishes ?? {};
  const closed = Object.keys(publishes).find((code) => publishes[code].includes(offence));
  return closed !== undefined && countedSources(asked).includes(closed) && hasDelivered(closed);
}
