/** Month of a closed source that an agency has delivered. */
export interface DeliveredMonth {
  source_id: number;
  /** First day. */
  month: string;
  /** 0 where none was stated. */
  agency_id: number;
  /** Whether it may be published: its quarter is due, or somebody declared it complete. */
  ripe: boolean;
}

/** Month of a closed source that was published, by the agency that its noise is keyed by. */
export interface ReleasedMonth {
  source_id: number;
  /** First day. */
  month: string;
  key_agency_id: number;
  /** Agency whose records are counted; null while none has the month. */
  agency_id: number | null;
}

const nameOf = ({ source_id, month }: { source_id: number; month: string }) => `${source_id} ${month}`;

function grouped<T extends { source_id: number; month: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row]);
  return groups;
}

/** Key for an agency that has none: its own, one that was left, or one of the agencies that hold another's. */
function freeKey(agency: number, rows: readonly ReleasedMonth[]): number {
  const left = rows.filter(({ agency_id }) => agency_id === null).map((row) => row.key_agency_id);
  if (left.includes(agency)) return agency;
  if (left.length > 0) return left[0];
  const isTaken = (key: number) => rows.some(({ key_agency_id }) => key_agency_id === key);
  if (!isTaken(agency)) return agency;
  // As many keys are taken as agencies hold them, and this one holds none: so one of theirs is free.
  return rows.flatMap(({ agency_id }) => agency_id ?? []).find((key) => !isTaken(key))!;
}

/**
 * Which agency's records each published month counts from now on. An agency keeps the key that it has. A month that moves
 * to another agency keeps the key of the first, so that the same records are not published with two values; an agency
 * beside others gets a key of its own, so that nobody adds records to the cells of another.
 *
 * @param delivered what the agencies have delivered by now.
 * @param released what is published, by key.
 * @returns rows of `released` with their agencies, and new ones.
 */
export function assignAgencies(
  delivered: readonly DeliveredMonth[],
  released: readonly ReleasedMonth[],
): ReleasedMonth[] {
  const present = grouped(delivered);
  const months = grouped(
    released.map((row) => {
      const has = present.get(nameOf(row))?.some(({ agency_id }) => agency_id === row.agency_id);
      return { ...row, agency_id: has ? row.agency_id : null };
    }),
  );
  const keys = new Set(released.map((row) => `${nameOf(row)} ${row.key_agency_id}`));
  // Agencies that come back to a month of theirs choose first.
  const returning = delivered.filter((row) => keys.has(`${nameOf(row)} ${row.agency_id}`));
  for (const { source_id, month, agency_id, ripe } of [...returning, ...delivered]) {
    const rows = months.get(nameOf({ source_id, month })) ?? [];
    if (!ripe || rows.some((row) => row.agency_id === agency_id)) continue;
    const key_agency_id = freeKey(agency_id, rows);
    const others = rows.filter((row) => row.key_agency_id !== key_agency_id);
    months.set(nameOf({ source_id, month }), [...others, { source_id, month, key_agency_id, agency_id }]);
  }
  return [...months.values()].flat();
}
