/** Roles of viewers, those with fewer rights first. */
export const ROLES = ['PUBLIC', 'PARTNER', 'ANALYST', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** Scopes of a key; a key without scopes may do all that its role allows. */
export const SCOPES = ['read', 'edit', 'submit', 'people', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A member of the county that a key belongs to. */
export interface CountyMember {
  id: number;
  /** Whether keys of the county may read closed records of the member, like keys of the member itself. */
  sharesRecords: boolean;
}

/** Caller of a request, with role, scopes and partnership. */
export interface Viewer {
  role: Role;
  scopes: Scope[];
  /** Partnership of the key; null for the public, and for administrators of the installation. */
  partnershipId: number | null;
  /** Id of the key; null without a key. */
  keyId: number | null;
  /** Agency that the key delivers for; null or undefined where the key is for the whole partnership. */
  agencyId?: number | null;
  /** Members of the county that the key belongs to. */
  members?: readonly CountyMember[];
}

/** The viewer of a request without a key. */
export const PUBLIC_VIEWER: Viewer = { role: 'PUBLIC', scopes: [], partnershipId: null, keyId: null };

/** Rights of a viewer as text, equal for viewers who get equal answers. */
export function rightsOf({ role, scopes, partnershipId, agencyId, members = [] }: Viewer): string {
  const whose = agencyId ? `${partnershipId}, agency ${agencyId},` : (partnershipId ?? 'all');
  const rights = members.map(({ id, sharesRecords }) => `${id}${sharesRecords ? ' with records' : ''}`);
  return `${role} of ${whose} (${rights}) for ${[...scopes].sort().join(',') || 'everything'}`;
}

function allows(viewer: Viewer, scope: Scope): boolean {
  return viewer.scopes.length === 0 || viewer.scopes.includes(scope);
}

const isAtLeast = ({ role }: Viewer, least: Role) => ROLES.indexOf(role) >= ROLES.indexOf(least);

function reaches(viewer: Viewer, least: Role, partnershipId: number): boolean {
  if (!isAtLeast(viewer, least)) return false;
  return viewer.partnershipId === partnershipId || (viewer.role === 'ADMIN' && viewer.partnershipId === null);
}

/**
 * Whether the viewer may read single records of closed sources of a partnership. For a county: of all its members,
 * since it has none of its own.
 */
export function canReadRecords(viewer: Viewer, partnershipId: number): boolean {
  if (!allows(viewer, 'read')) return false;
  const { members = [] } = viewer;
  if (members.length > 0 && viewer.partnershipId === partnershipId)
    return isAtLeast(viewer, 'ANALYST') && members.every(({ sharesRecords }) => sharesRecords);
  const shared = members.some(({ id, sharesRecords }) => id === partnershipId && sharesRecords);
  return reaches(viewer, 'ANALYST', partnershipId) || (shared && isAtLeast(viewer, 'ANALYST'));
}

/** Whether the viewer's scopes let it read and deliver people, who are in records that it may read or deliver. */
export function canHandlePeople(viewer: Viewer): boolean {
  return allows(viewer, 'people');
}

/**
 * Whether the viewer may read records of closed sources of any partnership: of its own, or of a member of its county.
 */
export function canReadSomeRecords(viewer: Viewer): boolean {
  const own = viewer.partnershipId === null ? [] : [{ id: viewer.partnershipId }];
  return [...own, ...(viewer.members ?? [])].some(({ id }) => canReadRecords(viewer, id));
}

/**
 * Whether the viewer may read unperturbed counts of closed sources of this partnership, or of this county's members.
 */
export function canReadExactCounts(viewer: Viewer, partnershipId: number): boolean {
  const ofCounty = viewer.members?.some(({ id }) => id === partnershipId) && isAtLeast(viewer, 'PARTNER');
  return allows(viewer, 'read') && (reaches(viewer, 'PARTNER', partnershipId) || Boolean(ofCounty));
}

/**
 * Whether the viewer may write the partnership's judgements: its administrators, and keys of its own with the scope
 * `edit`.
 */
export function canEdit(viewer: Viewer, partnershipId: number): boolean {
  const trusted = viewer.scopes.includes('edit') ? 'PARTNER' : 'ADMIN';
  return allows(viewer, 'edit') && reaches(viewer, trusted, partnershipId);
}

/** Whether the viewer may administer the partnership: its agencies, their rights to deliver, and the audit. */
export function canAdminister(viewer: Viewer, partnershipId: number): boolean {
  return allows(viewer, 'admin') && reaches(viewer, 'ADMIN', partnershipId);
}

/** Whether the viewer may administer the whole installation. */
export function administersAll(viewer: Viewer): boolean {
  return viewer.role === 'ADMIN' && viewer.partnershipId === null && allows(viewer, 'admin');
}

/** Whether a key has the scope `submit` and names no agency, as keys made before agencies were asked for do. */
export function lacksAgency({ scopes, agencyId }: Pick<Viewer, 'scopes' | 'agencyId'>): boolean {
  return scopes.includes('submit') && !agencyId;
}

/**
 * Whether the viewer may deliver and withdraw records of an agency of this partnership: administrators, and keys of the
 * agency with the scope `submit`.
 */
export function canSubmit(viewer: Viewer, partnershipId: number, agencyId: number): boolean {
  const trusted = viewer.scopes.includes('submit') ? 'PARTNER' : 'ADMIN';
  if (lacksAgency(viewer) || (viewer.agencyId && viewer.agencyId !== agencyId)) return false;
  return allows(viewer, 'submit') && reaches(viewer, trusted, partnershipId);
}

/**
 * Whether the viewer may read the partnership's ledger of deliveries: keys of the partnership that may read exact
 * counts, and keys that deliver for an agency. A key of an agency sees that agency's lines only.
 */
export function canReadLedger(viewer: Viewer, partnershipId: number): boolean {
  if (viewer.partnershipId === null) return canReadRecords(viewer, partnershipId);
  const may = allows(viewer, 'read') || (allows(viewer, 'submit') && !lacksAgency(viewer));
  return may && reaches(viewer, 'PARTNER', partnershipId);
}
