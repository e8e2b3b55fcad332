import { AreaEntity, AreaKind } from '../../domain/areas';
import { nestedThemes, type Vocabulary } from '../../domain/vocabulary';
import { addDays, addMonths, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { PublicPerception } from './perception.type';
import { type Asked, perceptionIn } from './statement';

const SELECT_SNT_PRIORITIES = loadSql(__dirname, 'select_snt_priorities');
const SELECT_SURVEY_SHARES = loadSql(__dirname, 'select_survey_shares');
const STORE_SURVEY_RESULTS = loadSql(__dirname, 'store_survey_results');
const CLEAR_SNT_PRIORITIES = loadSql(__dirname, 'clear_snt_priorities');
const STORE_SNT_PRIORITIES = loadSql(__dirname, 'store_snt_priorities');

/** A published share of those asked in a survey. */
export interface SurveyResult {
  survey: string;
  /** The day that it ended, YYYY-MM-DD. */
  surveyedOn: string;
  /** Code of the theme that the answer is about. */
  theme: string;
  /** Question, or its answer, in words. */
  question: string;
  /** 0 to 1. */
  share: number;
  /** How many were asked; null where that was not published. */
  sampleSize: number | null;
}

/** A theme that an SNT area has made its priority for some time, or could have made. */
export interface SntPriority {
  theme: string;
  /** Empty: the theme was offered to all areas to choose from. */
  areaCode: string;
  period: Period;
}

/** An SNT area that has a theme as a priority; of a theme that is none, nulls. */
interface PriorityRow {
  theme_id: number;
  code: string | null;
  name: string | null;
  via: string | null;
  offered: boolean;
}

/** Years after which a survey says nothing any more. */
const SURVEY_YEARS = 3;

/**
 * Public perception of every theme in a period, by the id of the theme: two statements for any number of themes.
 *
 * An SNT area counts for the theme that it has as a priority, for the parts of that theme, and for those that it is part
 * of. A theme without a priority is no community concern where it was offered to SNT areas to choose from; else that is
 * unknown, and the statement says so.
 */
export async function perceptionOf(
  session: Session,
  vocabulary: Vocabulary,
  partnershipIds: readonly number[],
  period: Period,
): Promise<Map<number, PublicPerception>> {
  const nested = nestedThemes(vocabulary);
  const rows = await session.query<PriorityRow>(SELECT_SNT_PRIORITIES, {
    ...{ partnership_ids: partnershipIds, from: period.from, to: period.to },
    theme_ids: vocabulary.themes.all.map(({ id }) => id),
    names: vocabulary.themes.all.map(({ name }) => name),
    part_ids: nested.map(([part]) => part),
    whole_ids: nested.map(([, whole]) => whole),
  });
  const surveys = await session.query<{
    theme_id: number;
    survey: string;
    surveyed_on: string;
    share: number;
  }>(SELECT_SURVEY_SHARES, {
    partnership_ids: partnershipIds,
    from: addDays(addMonths(period.to, -12 * SURVEY_YEARS), 1),
    to: period.to,
  });
  const told = rows.some(({ code }) => code !== null);
  const asked = new Map<number, Asked>(
    rows.map(({ theme_id, code, offered }) => [
      theme_id,
      { areas: code !== null || (told && offered) ? [] : null, told, survey: null },
    ]),
  );
  for (const { theme_id, code, name, via } of rows)
    if (code !== null) asked.get(theme_id)!.areas!.push({ code, name: name!, via });
  for (const { theme_id, survey, surveyed_on, share } of surveys) {
    const known = asked.get(theme_id); // none where the partnership has the theme no more
    if (known) known.survey = { name: survey, on: surveyed_on, share };
  }
  return new Map([...asked].map(([theme, each]) => [theme, perceptionIn(each)]));
}

/** Codes of the SNT areas of a partnership, of any time. */
export async function sntAreaCodes({ manager }: Session, partnershipId: number): Promise<Set<string>> {
  const where = { partnershipId, kind: AreaKind.SNT_AREA };
  return new Set((await manager.find(AreaEntity, { select: { code: true }, where })).map(({ code }) => code));
}

const numbersOf = (rows: { ordinal: number }[]) => rows.map(({ ordinal }) => ordinal - 1);

/** Stores results of surveys, all different. Returns the indices of those that said something new. */
export async function storeSurveyResults(
  session: Session,
  partnershipId: number,
  results: readonly SurveyResult[],
): Promise<number[]> {
  return numbersOf(
    await session.query<{ ordinal: number }>(STORE_SURVEY_RESULTS, {
      partnership_id: partnershipId,
      results: JSON.stringify(results),
    }),
  );
}

/**
 * Makes the priorities of the periods that are named be those that are given, all different.
 *
 * @returns the indices of those that were new, and how many were taken out.
 */
export async function storeSntPriorities(
  session: Session,
  partnershipId: number,
  priorities: readonly SntPriority[],
): Promise<{ changed: number[]; removed: number }> {
  const given = {
    partnership_id: partnershipId,
    priorities: JSON.stringify(priorities.map(({ period, ...priority }) => ({ ...priority, ...period }))),
  };
  const removed = await session.query(CLEAR_SNT_PRIORITIES, given);
  const changed = numbersOf(await session.query<{ ordinal: number }>(STORE_SNT_PRIORITIES, given));
  return { changed, removed: removed.length };
}
