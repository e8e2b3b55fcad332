import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { OwnDocument, ProfileDocument } from './document';

const LOCK_VOCABULARY = loadSql(__dirname, 'lock_vocabulary');
const REGISTER_THEMES = loadSql(__dirname, 'register_themes');
const STORE_VOCABULARY_EDITION = loadSql(__dirname, 'store_vocabulary_edition');
const SELECT_PROFILES = loadSql(__dirname, 'select_profiles');
const SELECT_OWN_VOCABULARY = loadSql(__dirname, 'select_own_vocabulary');
const SELECT_OWN_EDITIONS = loadSql(__dirname, 'select_own_editions');
const RAISE_DATA_VERSION_OF = loadSql(__dirname, 'raise_data_version_of');

/** Profile of partnerships that have never chosen one: the only profile before others were added. */
const FIRST_PROFILE = 'assessment-2009';

/** Profile of new partnerships. */
export const DEFAULT_PROFILE = 'community-safety';

/** A document with the number of its edition. */
export interface Edition<Document> {
  /** Number of the edition; 0: none yet. */
  number: number;
  content: Document;
}

/** The newest edition of every profile. */
export function selectProfiles(session: Session): Promise<Edition<ProfileDocument>[]> {
  return session.query<Edition<ProfileDocument>>(SELECT_PROFILES);
}

/** Locks a partnership's own document against changes until the transaction ends. */
export async function lockOwnDocument(session: Session, partnershipId: number): Promise<void> {
  await session.query(LOCK_VOCABULARY, { partnership_id: partnershipId });
}

/** Own document of a partnership, with the number of its edition. */
export async function selectOwnDocument(
  session: Session,
  partnershipId: number,
): Promise<Edition<OwnDocument>> {
  const [edition] = await session.query<Edition<OwnDocument>>(SELECT_OWN_VOCABULARY, {
    partnership_id: partnershipId,
  });
  return edition ?? { number: 0, content: { profile: FIRST_PROFILE, themes: [], without: [] } };
}

/** Edition of a partnership's own document, with the time at which it was made. */
export interface OwnEdition extends Edition<OwnDocument> {
  made_at: Date;
}

/** Every edition of a partnership's own document, newest first. */
export function selectOwnEditions(session: Session, partnershipId: number): Promise<OwnEdition[]> {
  return session.query<OwnEdition>(SELECT_OWN_EDITIONS, { partnership_id: partnershipId });
}

/** Stores a document as the next edition. Returns its number, or null where the document is unchanged. */
async function storeEdition(
  session: Session,
  of: { profile: string } | { partnershipId: number },
  content: ProfileDocument | OwnDocument,
  madeBy: string,
): Promise<number | null> {
  const themes = content.themes.map(({ code, name }) => ({ code, name }));
  await session.query(REGISTER_THEMES, { themes: JSON.stringify(themes) });
  const [row] = await session.query<{ number: number }>(STORE_VOCABULARY_EDITION, {
    profile: 'profile' in of ? of.profile : null,
    partnership_id: 'profile' in of ? null : of.partnershipId,
    content: JSON.stringify(content),
    made_by: madeBy,
  });
  return row?.number ?? null;
}

/**
 * Stores a profile, as its next edition where anything differs.
 *
 * @returns whether anything differs. The caller raises the data versions of partnerships.
 */
export async function storeProfile(
  session: Session,
  document: ProfileDocument,
  madeBy: string,
): Promise<boolean> {
  return (await storeEdition(session, document, document, madeBy)) !== null;
}

/**
 * Stores a partnership's own document as its next edition where anything differs. Then raises the data version, so that
 * every server uses it at once.
 *
 * @returns number of the edition; null where nothing differs.
 */
export async function storeOwnDocument(
  session: Session,
  partnershipId: number,
  document: OwnDocument,
  madeBy: string,
): Promise<number | null> {
  const number = await storeEdition(session, { partnershipId }, document, madeBy);
  if (number !== null) await session.query(RAISE_DATA_VERSION_OF, { partnership_id: partnershipId });
  return number;
}
