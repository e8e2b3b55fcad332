import type { Partnership } from '../../domain/areas';
import type { Vocabulary, VocabularyTheme } from '../../domain/vocabulary';
import { addDays, addMonths, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import {
  type ComparedWindows,
  Comparison,
  comparedOf,
  quartersAround,
  recordedCrimeIn,
  selectRecordedOffences,
  wholeQuartersIn,
  windowsFor,
} from '../trends';
import { type Counts, sumOf } from './counted';
import { policeOffencesOf } from './wider';

/** Published recorded crime of a partnership in a period, by offence. */
export interface Recorded {
  /** In the whole quarters of the period. */
  current: Counts;
  /** In the same quarters a year before; null where the tables do not hold them. */
  previous: Counts | null;
  /**
   * In the quarters that lie partly in the period, so that any number of their crimes may be of it; null where the period is
   * whole quarters.
   */
  edges: Counts | null;
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

const minus = (counts: Counts, others: Counts): Counts =>
  new Map([...counts].map(([id, n]) => [id, n - (others.get(id) ?? 0)]));

/**
 * Reads the tables for a period and the year before; null where they do not hold every quarter of it, or the period has no
 * whole quarter.
 */
export async function readRecorded(
  session: Session,
  partnership: Partnership,
  vocabulary: Vocabulary,
  period: Period,
): Promise<Recorded | null> {
  const whole = wholeQuartersIn(period);
  const around = quartersAround(period);
  const all = whole && (await recordedCrimeIn(session, partnership, around));
  if (!whole || !all) return null;
  const isWhole = whole.from === around.from && whole.to === around.to;
  const current = isWhole ? all : (await recordedCrimeIn(session, partnership, whole))!;
  const earlier = yearBefore(whole);
  const known = { stretches: [{ from: earlier.from, to: whole.to }], monthsOnly: true };
  return {
    current,
    previous: await recordedCrimeIn(session, partnership, earlier),
    edges: isWhole ? null : minus(all, current),
    windows: comparedOf(windowsFor(whole, Comparison.SAME_PERIOD_LAST_YEAR, known)),
    offences: await selectRecordedOffences(session),
    vocabulary,
  };
}

/** Recorded crime of a theme. */
export type RecordedTheme = Pick<Recorded, 'windows' | 'edges'> & { now: Counts; before: Counts | null };

/** Recorded crime of a theme, and of the year before; null where the tables do not tell the theme apart. */
export function recordedOf(theme: VocabularyTheme, recorded: Recorded): RecordedTheme | null {
  const { offences, vocabulary, current, previous, edges, windows } = recorded;
  const own = policeOffencesOf(theme, { vocabulary });
  // Codes of the tables stand for whole offences, also where a theme has some codes of one only.
  const wholes = new Set(own.map((id) => vocabulary.offences.get(id).partOf ?? id));
  if (theme.flags !== 0 || own.length === 0) return null;
  if (![...wholes].every((id) => offences.has(id) && own.includes(id))) return null;
  const within = (counts: Counts) => new Map([...counts].filter(([id]) => id !== null && wholes.has(id)));
  const now = within(current);
  // Negative where more was taken back than recorded.
  if (sumOf(now) < 0) return null;
  return { now, before: previous && within(previous), edges: edges && within(edges), windows };
}

/** Least and greatest number of crimes of a theme. */
export function recordedBounds({ now, edges }: Pick<RecordedTheme, 'now' | 'edges'>): {
  lower: number;
  upper: number;
} {
  const inside = sumOf(now);
  const parts = [...(edges ?? new Map<number, number>()).values()];
  const some = (sign: number) => parts.reduce((sum, n) => sum + (n * sign > 0 ? n : 0), 0);
  return { lower: Math.max(0, inside + some(-1)), upper: inside + some(1) };
}
