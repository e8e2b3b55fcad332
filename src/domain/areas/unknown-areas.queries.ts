import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { didYouMean, nearestCodes, Problem } from '../../platform/errors';
import { AreaKind } from './area.type';

const SELECT_AREA_NAMES = loadSql(__dirname, 'select_area_names');

const NOUNS: Record<AreaKind, string> = {
  [AreaKind.WARD]: 'a ward',
  [AreaKind.SNT_AREA]: 'an SNT area',
  [AreaKind.POSTCODE_DISTRICT]: 'a postcode district',
  [AreaKind.LSOA]: 'an LSOA',
  [AreaKind.PARTNERSHIP]: 'a partnership',
};

/** Nouns for area codes by their pattern, which the statistical offices of the United Kingdom fix. */
const PREFIXES: [RegExp, string][] = [
  [/^(E05|W05|S13|N08)\d{6}$/i, NOUNS.WARD],
  [/^(E01|W01|S01|N20)\d{6}$/i, NOUNS.LSOA],
  [/^(E02|W02|S02|N21)\d{6}$/i, 'a Middle-layer Super Output Area'],
  [/^(E00|W00|S00)\d{6}$/i, 'an Output Area'],
  [/^(E0[6-9]|W06|S12|N09)\d{6}$/i, 'a local authority district'],
  [/^(E22|W23)\d{6}$/i, NOUNS.PARTNERSHIP],
  [/^[A-Z]{1,2}\d[A-Z\d]?$/i, NOUNS.POSTCODE_DISTRICT],
];

interface NameRow {
  kind: AreaKind;
  code: string;
  name: string;
  from: string | null;
  to: string | null;
}

/** Area in a question. */
interface AskedArea {
  kind: AreaKind;
  code: string;
  /** Input that holds the code. */
  field: string;
}

function validText({ from, to }: NameRow): string {
  if (from === null) return `valid to ${to}`;
  return to === null ? `valid from ${from} on` : `valid from ${from} to ${to}`;
}

/**
 * Problem of an area that does not exist at the time: its code belongs to another kind or another time, or is misspelt.
 * Names known areas only, never the code that was sent.
 *
 * @param when time in words, such as `in this period`.
 */
export async function unknownArea(
  session: Session,
  partnershipIds: readonly number[],
  { kind, code, field }: AskedArea,
  when: string,
): Promise<Problem> {
  const found = await session.query<NameRow>(SELECT_AREA_NAMES, {
    partnership_ids: partnershipIds,
    kind,
    code,
  });
  const refused = (why: string, details: object = {}) =>
    new Problem('BAD_USER_INPUT', `${field} is not the code of ${NOUNS[kind]} ${when}${why}`, {
      field,
      ...details,
    });
  const same = found.filter((area) => area.code === code);
  const own = same.find((area) => area.kind === kind);
  if (own) return refused(`: it is ${validText(own)}.`);
  if (same.length > 0) return refused(`, but of ${NOUNS[same[0].kind]}. Name it as such.`);
  const suggestions = nearestCodes(
    code,
    found.filter((area) => area.kind === kind),
  );
  if (suggestions.length > 0) return refused(`. ${didYouMean(suggestions).trim()}`, { suggestions });
  const pattern = PREFIXES.find(([prefix]) => prefix.test(code))?.[1];
  const like = pattern && pattern !== NOUNS[kind] ? ` It is written as the code of ${pattern}.` : '';
  return refused(`.${like} The lists wards, sntAreas, postcodeDistricts and lsoas give the codes of a day.`);
}
