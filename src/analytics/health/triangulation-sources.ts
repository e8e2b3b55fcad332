import { seesTheme } from '../../domain/incidents';
import type { SourceEntity, Vocabulary, VocabularyTheme } from '../../domain/vocabulary';
import { Problem } from '../../platform/errors';
import { isAmbulance, isHospital, isOpenPolice, isPolice } from './sources';

/** Sides of the comparison. */
export const SIDES = ['police', 'hospital', 'ambulance'] as const;
export type SideName = (typeof SIDES)[number];

/** The delivered sources of each side that see the theme. */
export type SideSources = Record<SideName, SourceEntity[]>;

const IS_SIDE: Record<SideName, (source: SourceEntity) => boolean> = {
  police: (source) => isPolice(source) || isOpenPolice(source),
  hospital: isHospital,
  ambulance: isAmbulance,
};

/**
 * The delivered sources that see a theme.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where no health source, or none of the police, can see the theme;
 *   NOT_ENOUGH_DATA where those that can have delivered nothing.
 */
export function chooseSources(
  theme: VocabularyTheme,
  vocabulary: Vocabulary,
  isDelivered: (source: SourceEntity) => boolean,
): SideSources {
  const able = (side: SideName, of: VocabularyTheme) =>
    vocabulary.sources.all.filter((source) => IS_SIDE[side](source) && seesTheme(of, [source], vocabulary));
  const ofHealth = (of: VocabularyTheme) => [...able('hospital', of), ...able('ambulance', of)];
  if (ofHealth(theme).length === 0 || able('police', theme).length === 0) {
    const themes = vocabulary.themes.all.filter(
      (each) => ofHealth(each).length > 0 && able('police', each).length > 0,
    );
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      'Hospital or ambulance records do not cover this theme as police records do. Themes that both cover: ' +
        `${themes.map(({ code }) => code).join(', ')}.`,
      { field: 'theme' },
    );
  }
  const sources: SideSources = {
    police: able('police', theme).filter(isDelivered),
    hospital: able('hospital', theme).filter(isDelivered),
    ambulance: able('ambulance', theme).filter(isDelivered),
  };
  const missing = [
    ...(sources.police.length === 0 ? able('police', theme) : []),
    ...(sources.hospital.length + sources.ambulance.length === 0 ? ofHealth(theme) : []),
  ];
  if (missing.length > 0)
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `Two sides are needed, and none of these has been delivered: ${missing.map(({ code }) => code).join(', ')}.`,
    );
  return sources;
}
