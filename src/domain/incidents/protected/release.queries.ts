import type { Session } from '../../../platform/database';
import { loadSql } from '../../../platform/database/sql';
import { holdersOf, type Partnership } from '../../areas';
import type { Source } from '../../vocabulary';
import type { Release } from './release.type';

const SELECT_RELEASE = loadSql(__dirname, 'select_release');

interface ReleaseRow extends Source {
  at: Date | null;
  /** Null where no month is published. */
  months: string[] | null;
  late_share: number | null;
}

/** Last release of a partnership, or of the members of a county; null where there was none. */
export async function selectRelease(session: Session, partnership: Partnership): Promise<Release | null> {
  const rows = await session.query<ReleaseRow>(SELECT_RELEASE, {
    partnership_ids: holdersOf(partnership).ids,
  });
  const [{ at }] = rows;
  if (at === null) return null;
  return {
    at,
    months: [...new Set(rows.flatMap(({ months }) => months ?? []))].sort(),
    sources: rows.flatMap(({ at: _, months, late_share, ...source }) =>
      months === null ? [] : [{ source, months, lateShare: late_share }],
    ),
    nextDue: partnership.releaseDue,
  };
}
