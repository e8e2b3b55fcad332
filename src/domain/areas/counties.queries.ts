import { writeAudit } from '../../access';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Problem } from '../../platform/errors';
import { findPartnership, selectPartnershipsById } from './areas.queries';
import { isCounty, type Partnership } from './partnership.type';

const LOCK_PARTNERSHIPS = loadSql(__dirname, 'lock_partnerships');
const SELECT_OWN_DATA = loadSql(__dirname, 'select_own_data');
const SELECT_MEMBER_CODES = loadSql(__dirname, 'select_member_codes');
const STORE_MEMBERS = loadSql(__dirname, 'store_members');
const DELETE_MEMBERS = loadSql(__dirname, 'delete_members');
const CLEAR_COUNTY_BOUNDARY = loadSql(__dirname, 'clear_county_boundary');
const DERIVE_COUNTY_BOUNDARY = loadSql(__dirname, 'derive_county_boundary');
const SETTLE_OVERLAPS = loadSql(__dirname, 'settle_overlaps');

/** Greatest share of a member's ground that other members may cover too: outlines of different scales leave slivers. */
const MAX_SHARED = 0.01;

const ACTOR = 'command line';

/** Partnerships to make members of a county. */
export interface Membership {
  /** Code of the county. */
  county: string;
  /** Codes of the members. */
  members: readonly string[];
  /** Whether keys of the county may read closed records of the members, like keys of the members themselves. */
  sharesRecords: boolean;
}

const refuse = (text: string): never => {
  throw new Problem('CONFLICT', text);
};

/** Locks partnerships and reads them again. Call for members before their county, the order of loads. */
async function locked(session: Session, codes: readonly string[]): Promise<Partnership[]> {
  const ids: number[] = [];
  for (const code of new Set(codes)) ids.push((await findPartnership(session, code)).id);
  await session.query(LOCK_PARTNERSHIPS, { ids });
  const found: Partnership[] = [];
  for (const code of new Set(codes)) found.push(await findPartnership(session, code));
  return found;
}

/**
 * Adds members to a county; the first ones make the partnership a county. Of present members, sets whether they share
 * their records.
 *
 * @returns sentences about slivers of ground that members share.
 * @throws Problem NOT_FOUND, BAD_USER_INPUT (no members, or the county itself), CONFLICT where the county has data of
 *   its own or is a member, where a member is a county or in another one, or where boundaries of members overlap.
 */
export async function addMembers(session: Session, membership: Membership): Promise<string[]> {
  const { members: codes, sharesRecords } = membership;
  if (codes.length === 0) throw new Problem('BAD_USER_INPUT', 'Name the members by their codes.');
  if (codes.includes(membership.county))
    throw new Problem('BAD_USER_INPUT', 'A county cannot be a member of itself.');
  const members = await locked(session, codes);
  const [county] = await locked(session, [membership.county]);
  if (county.countyId !== null)
    refuse('The county is itself a member of a county: there are two tiers, no more.');
  for (const member of members) {
    if (isCounty(member)) refuse(`${member.code} is a county: there are two tiers, no more.`);
    if (member.countyId !== null && member.countyId !== county.id)
      refuse(`${member.code} is a member of another county. Take it out there first.`);
  }
  if (!isCounty(county)) {
    const [{ has_data }] = await session.query<{ has_data: boolean }>(SELECT_OWN_DATA, {
      partnership_id: county.id,
    });
    if (has_data)
      refuse(
        'This partnership has boundaries or records of its own. A county has none but those of its members: add a new ' +
          'partnership for it, with csg partnership add CODE NAME --members …',
      );
  }
  await session.query(STORE_MEMBERS, {
    partnership_id: county.id,
    members: members.map(({ id }) => id),
    shares_records: sharesRecords,
  });
  const overlaps = await completeCounty(session, county.id);
  const [most] = overlaps.filter(({ share }) => share > MAX_SHARED);
  if (most)
    refuse(
      `The boundary of ${most.code} overlaps with those of other members by ${(100 * most.share).toFixed(1)}% of its ` +
        'ground, where incidents would count twice. Members of a county lie side by side.',
    );
  const detail = { members: members.map(({ code }) => code), sharesRecords };
  await writeAudit(session, { actor: ACTOR, action: 'county.add', partnershipId: county.id, detail });
  return overlaps
    .filter(({ overlap }) => overlap >= 1)
    .map(({ code, overlap }) => `${code} shares ${Math.round(overlap)} square metres with other members.`);
}

/**
 * Removes members from a county; one left without members is an ordinary partnership again.
 *
 * @throws Problem NOT_FOUND, BAD_USER_INPUT where one of them is not a member.
 */
export async function removeMembers(
  session: Session,
  { county: code, members: codes }: Pick<Membership, 'county' | 'members'>,
): Promise<void> {
  const members = await locked(session, codes);
  const [county] = await locked(session, [code]);
  for (const member of members)
    if (member.countyId !== county.id)
      throw new Problem(
        'BAD_USER_INPUT',
        isCounty(county)
          ? `${member.code} is not a member. Members: ${county.memberCodes.join(', ')}.`
          : 'This partnership has no members.',
      );
  const ids = members.map(({ id }) => id);
  await session.query(DELETE_MEMBERS, { partnership_id: county.id, members: ids });
  await completeCounty(session, county.id);
  const detail = { members: members.map((member) => member.code) };
  await writeAudit(session, { actor: ACTOR, action: 'county.remove', partnershipId: county.id, detail });
}

/**
 * Updates a county's boundary and the overlaps of its members, after members or their boundaries changed.
 *
 * @returns members whose boundaries overlap with others, the greatest overlap (square metres) first.
 */
async function completeCounty(
  session: Session,
  countyId: number,
): Promise<{ code: string; overlap: number; share: number }[]> {
  const county = { partnership_id: countyId };
  // Serialise members that load at the same time: each must see the boundary that the other stored.
  await session.query(LOCK_PARTNERSHIPS, { ids: [countyId] });
  await session.query(CLEAR_COUNTY_BOUNDARY, county);
  await session.query(DERIVE_COUNTY_BOUNDARY, county);
  return session.query(SETTLE_OVERLAPS, county);
}

/** Updates the county of a partnership whose boundary changed; does nothing where it has none. */
export async function completeCountyOf(session: Session, partnershipId: number): Promise<void> {
  const [partnership] = await selectPartnershipsById(session, [partnershipId]);
  if (partnership.countyId !== null) await completeCounty(session, partnership.countyId);
}

/** Problem BAD_USER_INPUT, naming the members, where a partnership is a county: a county has no data of its own. */
export async function refuseCounty(session: Session, partnershipId: number): Promise<void> {
  const members = await session.query<{ code: string }>(SELECT_MEMBER_CODES, {
    partnership_id: partnershipId,
  });
  if (members.length === 0) return;
  const codes = members.map(({ code }) => code).join(', ');
  throw new Problem(
    'BAD_USER_INPUT',
    `This partnership is a county, whose data are those of its members. Import into one of them: ${codes}.`,
  );
}
