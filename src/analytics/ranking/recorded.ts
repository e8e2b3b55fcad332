import type { Partnership } from '../../domain/areas';
import type { Vocabulary, VocabularyTheme } from '../../domain/vocabulary';
import { addDays, addMonths, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import {
  type ComparedWindows,
  Comparison,
  comparedOf,
  recordedCrimeIn,
  selectRecordedOffences,
  windowsFor,
} from '../trends';
import { type Counts, sumOf } from './counted';
import { policeOffencesOf } from './wider';

/** Published recorded crime of a partnership in a period of whole quarters, by offence. */
export interface Recorded {
  current: Counts;
  /** Of the year before; null where the tables do not hold it. */
  previous: Counts | null;
  windows: ComparedWindows | null;
  /** Offences that the tables tell apart. */
  offences: ReadonlySet<number>;
  vocabulary: Vocabulary;
}

/** Period a year earlier; an end of a month stays one. */
const yearBefore = ({ from, to }: Period): Period => ({
  from: addMonths(from, -12),
  to: addDays(addMonths(addDays(to, 1), -12), -1),
});

/** Reads the tables for a period and the year before; null where they do not hold every quarter of the period. */
export async function readRecorded(
  session: Session,
  partnership: Partnership,
  vocabulary: Vocabulary,
  period: Period,
): Promise<Recorded | null> {
  const current = await recordedCrimeIn(session, partnership, period);
  if (!current) return null;
  const earlier = yearBefore(period);
  const known = { stretches: [{ from: earlier.from, to: period.to }], monthsOnly: true };
  return {
    current,
    previous: await recordedCrimeIn(session, partnership, earlier),
    windows: comparedOf(windowsFor(period, Comparison.SAME_PERIOD_LAST_YEAR, known)),
    offences: await selectRecordedOffences(session),
    vocabulary,
  };
}

/** Recorded crime of a theme, and of the year before; null where the tables do not tell the theme apart. */
export function recordedOf(
  theme: VocabularyTheme,
  recorded: Recorded,
): { now: Counts; before: Counts | null; windows: ComparedWindows | null } | null {
  const { offences, vocabulary, current, previous, windows } = recorded;
  const own = policeOffencesOf(theme, { vocabulary });
  // Codes of the tables stand for whole offences, also where a theme has some codes of one only.
  const wholes = new Set(own.map((id) => vocabulary.offences.get(id).partOf ?? id));
  if (theme.flags !== 0 || own.length === 0) return null;
  if (![...wholes].every((id) => offences.has(id) && own.includes(id))) return null;
  const within = (counts: Counts) => new Map([...counts].filter(([id]) => id !== null && wholes.has(id)));
  const now = within(current);
  // Negative where more was taken back than recorded.
  if (sumOf(now) < 0) return null;
  return { now, before: previous && within(previous), windows };
}
