import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { AssertedTrend } from './asserted-trend.type';

const SELECT_ASSERTED_TRENDS = loadSql(__dirname, 'select_asserted_trends');
const ADD_ASSERTED_TREND = loadSql(__dirname, 'add_asserted_trend');
const STORE_ASSERTED_TRENDS = loadSql(__dirname, 'store_asserted_trends');

/** Trend that a judgement is about: a theme of a partnership in a period. */
export interface JudgedTrend {
  partnershipId: number;
  themeId: number;
  period: Period;
}

interface AssertedRow {
  value: string;
  asserted_by: string | null;
  asserted_at: Date;
  reason: string;
  version: number;
}

function toAsserted({
  value,
  asserted_by: by,
  asserted_at: at,
  reason,
  version,
}: AssertedRow): AssertedTrend {
  return { value, by, at, reason, version };
}

/** All versions of the judgements of each trend, newest first; one statement for all trends. */
export async function selectAssertedTrends(
  session: Session,
  asked: readonly JudgedTrend[],
): Promise<AssertedTrend[][]> {
  const rows = await session.query<AssertedRow & { request: number }>(SELECT_ASSERTED_TRENDS, {
    partnership_ids: asked.map(({ partnershipId }) => partnershipId),
    theme_ids: asked.map(({ themeId }) => themeId),
    froms: asked.map(({ period }) => period.from),
    tos: asked.map(({ period }) => period.to),
  });
  return asked.map((_, request) => rows.filter((row) => row.request === request).map(toAsserted));
}

/**
 * Stores a judgement of a trend.
 *
 * @param version version that it replaces; 0 for the first judgement.
 * @param keyId key of the author.
 * @returns null where another version was written in the meantime.
 */
export async function addAssertedTrend(
  session: Session,
  { partnershipId, themeId, period }: JudgedTrend,
  { value, reason, version }: Pick<AssertedTrend, 'value' | 'reason' | 'version'>,
  keyId: number | null,
): Promise<AssertedTrend | null> {
  const [row] = await session.query<AssertedRow>(ADD_ASSERTED_TREND, {
    partnership_id: partnershipId,
    theme_id: themeId,
    from: period.from,
    to: period.to,
    value,
    reason,
    version,
    key_id: keyId,
  });
  return row ? toAsserted(row) : null;
}

/** Judgement of a trend, shipped with a demonstration or taken from a document. */
export interface ShippedTrend {
  theme: string;
  period: Period;
  value: string;
  reason: string;
  by: string;
  at: Date;
}

/** Stores the judgements supplied for a partnership, each as its first version. */
export async function storeAssertedTrends(
  session: Session,
  partnershipId: number,
  trends: readonly ShippedTrend[],
): Promise<void> {
  await session.query(STORE_ASSERTED_TRENDS, {
    partnership_id: partnershipId,
    trends: JSON.stringify(trends.map(({ period, ...trend }) => ({ ...trend, ...period }))),
  });
}
