import type { Coded } from '../../domain/vocabulary';
import type { PublicPerception } from './perception.type';

/** An SNT area with a priority. */
interface PriorityArea extends Coded {
  /** Name of the wider or narrower theme that is its priority; null where it is the theme itself. */
  via: string | null;
}

/** Findings about a theme. */
export interface Asked {
  /** SNT areas that have it as a priority; null where it is not known whether any has. */
  areas: PriorityArea[] | null;
  /** Whether any SNT area has told its priorities. */
  told: boolean;
  survey: { name: string; on: string; share: number } | null;
}

const percent = (share: number) => `${Number((100 * share).toFixed(1))}%`;

/** How a priority of a theme is known through wider or narrower themes; empty where it is its own. */
function viaWords(areas: PriorityArea[]): string {
  const through = areas.filter(({ via }) => via !== null);
  if (through.length === 0) return '';
  const names = [...new Set(through.map(({ via }) => via))].join(', ');
  return through.length === areas.length
    ? ` through ${names}`
    : `, of ${through.length} of them through ${names}`;
}

function priorityWords(areas: PriorityArea[] | null): string {
  if (areas === null) return 'whether it is a priority of SNT areas is unknown';
  if (areas.length === 0) return 'a priority of no SNT area';
  return `a priority of ${areas.length} SNT ${areas.length === 1 ? 'area' : 'areas'}${viaWords(areas)}`;
}

const sentence = (words: string) => words[0].toUpperCase() + words.slice(1);

function unsurveyed(areas: PriorityArea[] | null, told: boolean): string {
  if (areas?.length === 0) return 'Not a community concern';
  if (areas) return sentence(priorityWords(areas));
  return told
    ? 'Unknown: SNT areas were not asked about it, and no survey has asked'
    : 'Unknown: no SNT area has told its priorities for the period, and no survey has asked';
}

/** Findings about a theme, with a statement in words. */
export function perceptionIn({ areas, told, survey }: Asked): PublicPerception {
  const surveyed = survey && `${percent(survey.share)} (${survey.name}, ${survey.on.slice(0, 4)})`;
  return {
    unknown: areas === null && survey === null,
    asked: areas !== null,
    told,
    through: areas ? viaWords(areas) : '',
    statement: surveyed ? `${surveyed}; ${priorityWords(areas)}` : unsurveyed(areas, told),
    sntAreas: areas?.map(({ code, name }) => ({ code, name })) ?? [],
    surveyShare: survey?.share ?? null,
  };
}
