import type { Period } from '../../platform/calendar';
import { monthOf } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { AreaKind } from './area.type';

const SELECT_AREA_CHANGES = loadSql(__dirname, 'select_area_changes');
const SELECT_WARD_BRIDGE = loadSql(__dirname, 'select_ward_bridge');

/** Limit of areas named in a sentence; the others are counted. */
const MAX_NAMES = 5;

/** Limit of days per kind of area whose changes are described; later ones are counted. */
const MAX_DAYS = 6;

const PLURALS: Record<AreaKind, string> = {
  WARD: 'wards',
  SNT_AREA: 'SNT areas',
  POSTCODE_DISTRICT: 'postcode districts',
  LSOA: 'LSOAs',
  PARTNERSHIP: 'boundaries of the partnership',
};

/** Plural of a kind of area, for a sentence. */
export const pluralOf = (kind: AreaKind): string => PLURALS[kind];

/** List of names or codes for a sentence, after the first five only their number: `A, B, C, D, E and 84 more`. */
export function someOf(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  const named = names.slice(0, MAX_NAMES).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

/** Areas of a question: one by its code, or all of a kind. */
export interface AskedAreas {
  kind: AreaKind;
  /** Null: all of the kind. */
  code: string | null;
}

/** Sentences about changes of boundaries inside a period. */
export interface AreaChanges {
  /** Areas that ended and areas that began, one sentence per day. */
  changes: string[];
  /** Months without any area of a kind. */
  gaps: string[];
}

interface ChangeRow {
  kind: AreaKind;
  day: string | null;
  ended: string[];
  began: string[];
  /** Names by code. */
  names: Record<string, string>;
  first_month: string | null;
  last_month: string | null;
}

function sentenceOf({ kind, day, ended, began, names }: ChangeRow): string {
  const named = (codes: readonly string[]) => someOf(codes.map((code) => `${names[code]} ${code}`));
  const redrawn = ended.filter((code) => began.includes(code));
  const parts = [
    [ended.filter((code) => !redrawn.includes(code)), 'ended'] as const,
    [began.filter((code) => !redrawn.includes(code)), 'began'] as const,
    [redrawn, 'redrawn under the same code'] as const,
  ].filter(([codes]) => codes.length > 0);
  const what = parts.map(([codes, fate]) => `${codes.length} ${fate} (${named(codes)})`).join(', ');
  return `The ${pluralOf(kind)} changed on ${day}: ${what}.`;
}

function gapSentence({ kind, first_month, last_month }: ChangeRow): string {
  const months = first_month === last_month ? first_month : `${first_month} to ${last_month}`;
  return `There are no ${pluralOf(kind)} for ${months}: incidents of that time count in none.`;
}

/**
 * Changes of boundaries after the first day of a period, for some areas. A new version that covers the same ground as the
 * one before it is no change.
 */
export async function selectAreaChanges(
  session: Session,
  partnershipIds: readonly number[],
  asked: readonly AskedAreas[],
  { from, to }: Period,
): Promise<AreaChanges> {
  if (asked.length === 0) return { changes: [], gaps: [] };
  const rows = await session.query<ChangeRow>(SELECT_AREA_CHANGES, {
    partnership_ids: partnershipIds,
    kinds: asked.map(({ kind }) => kind),
    codes: asked.map(({ code }) => code),
    from,
    to,
  });
  const changes = rows.filter(({ day }) => day !== null);
  const byKind = Object.values(AreaKind).flatMap((kind) => {
    const days = changes.filter((row) => row.kind === kind);
    const more = days.length - MAX_DAYS;
    return [
      ...days.slice(0, MAX_DAYS).map(sentenceOf),
      ...(more > 0 ? [`The ${pluralOf(kind)} changed on ${more} later days too.`] : []),
    ];
  });
  return { changes: byKind, gaps: rows.filter(({ day }) => day === null).map(gapSentence) };
}

/**
 * Weights that carry counts of the wards of a period to the wards of one day; entry i of every array is one passage.
 */
export interface WardBridge {
  fromIds: number[];
  toIds: number[];
  /** Share of a ward's count; the shares of a ward add up to 1. */
  shares: number[];
  /** Whether the share is a best fit through LSOAs; false where the ground is the same. */
  estimated: boolean[];
  /** Codes of wards that no look-up connects with wards of the day. */
  unknown: string[];
}

/** The bridge from the wards of a period to those of one day, by ground or by best fit through LSOAs. */
export async function selectWardBridge(
  session: Session,
  partnershipIds: readonly number[],
  day: string,
  { from, to }: Period,
): Promise<WardBridge> {
  const rows = await session.query<{
    from_id: number;
    from_code: string;
    to_id: number | null;
    share: number;
    estimated: boolean;
  }>(SELECT_WARD_BRIDGE, { partnership_ids: partnershipIds, day, from: monthOf(from), to });
  const known = rows.filter(({ to_id }) => to_id !== null);
  return {
    fromIds: known.map(({ from_id }) => from_id),
    toIds: known.map(({ to_id }) => to_id!),
    shares: known.map(({ share }) => share),
    estimated: known.map(({ estimated }) => estimated),
    unknown: rows.filter(({ to_id }) => to_id === null).map(({ from_code }) => from_code),
  };
}
