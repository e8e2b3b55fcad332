import type { Coded } from '../../domain/vocabulary';
import type { PublicPerception } from './perception.type';

/** Findings about a theme. */
export interface Asked {
  /** SNT areas that have it as a priority; null where no area has priorities on record. */
  areas: Coded[] | null;
  survey: { name: string; on: string; share: number } | null;
}

const percent = (share: number) => `${Number((100 * share).toFixed(1))}%`;

function priorityWords(areas: Coded[] | null): string {
  if (areas === null) return 'whether it is a priority of SNT areas is unknown';
  if (areas.length === 0) return 'a priority of no SNT area';
  return `a priority of ${areas.length} SNT ${areas.length === 1 ? 'area' : 'areas'}`;
}

const sentence = (words: string) => words[0].toUpperCase() + words.slice(1);

/** Findings about a theme, with a statement in words. */
export function perceptionIn({ areas, survey }: Asked): PublicPerception {
  const surveyed = survey && `${percent(survey.share)} (${survey.name}, ${survey.on.slice(0, 4)})`;
  const statement = surveyed
    ? `${surveyed}; ${priorityWords(areas)}`
    : areas === null
      ? 'Unknown: no SNT area has told its priorities for the period, and no survey has asked'
      : areas.length === 0
        ? 'Not a community concern'
        : sentence(priorityWords(areas));
  const unknown = areas === null && survey === null;
  return { unknown, statement, sntAreas: areas ?? [], surveyShare: survey?.share ?? null };
}
