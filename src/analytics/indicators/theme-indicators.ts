import type { Partnership } from '../../domain/areas';
import type { VocabularyTheme } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { type Series, selectIndicatorsOfAll } from './indicators.queries';
import { type Reading, readingOf, type Standing, standingAmong } from './reading';

/** Figures of a theme's indicator in a period; nulls where there are none. */
export interface ToldTheme {
  series: Series | null;
  reading: Reading | null;
  standing: Standing;
  /** The figures in words, or why there are none. */
  statement: string;
}

function tell(code: string, partnershipId: number, all: readonly Series[], period: Period): ToldTheme {
  const same = all.filter((each) => each.code === code);
  const series = same.find((each) => each.partnershipId === partnershipId) ?? null;
  const untold = (statement: string): ToldTheme => ({
    ...{ series, reading: null, statement },
    standing: { score: null, because: statement },
  });
  if (!series)
    return untold(`Told by the indicator ${code}, of which no figure was imported (csg import indicator).`);
  const reading = readingOf(series, period);
  if (!reading)
    return untold(
      `The indicator ${series.name} has no figure of the period, nor of the two years before it.`,
    );
  const others = same.filter((each) => each !== series);
  return { series, reading, standing: standingAmong(series, others, reading), statement: reading.statement };
}

/**
 * Reads the indicators of themes that are told by one, by the code of the theme; one pair of statements for all. Themes
 * that are made of incidents have no entry.
 */
export async function toldThemes(
  session: Session,
  { id }: Pick<Partnership, 'id'>,
  themes: readonly VocabularyTheme[],
  period: Period,
): Promise<Map<string, ToldTheme>> {
  const told = themes.flatMap(({ code, indicator }) => (indicator === null ? [] : [{ code, indicator }]));
  if (told.length === 0) return new Map();
  const all = await selectIndicatorsOfAll(session, [...new Set(told.map(({ indicator }) => indicator))]);
  return new Map(told.map(({ code, indicator }) => [code, tell(indicator, id, all, period)]));
}
