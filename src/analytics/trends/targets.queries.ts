import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { TargetAim } from './target.type';

const SELECT_TARGETS = loadSql(__dirname, 'select_targets');
const SET_TARGET = loadSql(__dirname, 'set_target');

/** A target as it is stored. */
export interface StoredTarget {
  theme_id: number;
  period_from: string;
  period_to: string;
  aim: TargetAim;
  count: number;
  version: number;
  set_by: string;
  set_at: Date;
}

/** Targets of a partnership by theme, the shortest period first; all of them, or those that hold the days of `within`. */
export function selectTargets(
  session: Session,
  partnershipId: number,
  within: Period | null,
): Promise<StoredTarget[]> {
  return session.query<StoredTarget>(SELECT_TARGETS, {
    partnership_id: partnershipId,
    from: within?.from ?? null,
    to: within?.to ?? null,
  });
}

/**
 * Sets a target, or changes the version that is named.
 *
 * @returns null where there is another version of it.
 */
export async function storeTarget(
  session: Session,
  target: {
    partnershipId: number;
    themeId: number;
    period: Period;
    aim: TargetAim;
    count: number;
    version: number;
    setBy: string;
  },
): Promise<StoredTarget | null> {
  const { partnershipId, themeId, period, aim, count, version, setBy } = target;
  const [row] = await session.query<StoredTarget>(SET_TARGET, {
    partnership_id: partnershipId,
    theme_id: themeId,
    from: period.from,
    to: period.to,
    aim,
    count,
    version,
    set_by: setBy,
  });
  return row ?? null;
}
