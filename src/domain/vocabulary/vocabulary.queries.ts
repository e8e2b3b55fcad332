import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Codes } from './codes';
import { mergeDocuments, type OwnDocument, type ProfileDocument } from './document';
import { type Edition, selectOwnDocument, selectProfiles, storeProfile } from './editions.queries';
import type { Installation } from './installation';
import { FLAGS, OFFENCES, PROFILES, RECORDED_OFFENCES, SOURCES } from './shipped';
import { resolveVocabulary, type Vocabulary } from './vocabulary';
import {
  FlagEntity,
  FlagOffenceEntity,
  OffenceEntity,
  SourceEntity,
  SourceOffenceEntity,
  ThemeEntity,
} from './vocabulary.entity';
import { loadWeightSets } from './weight-sets.queries';

const LOAD_FLAGS = loadSql(__dirname, 'load_flags');
const LOAD_SOURCES = loadSql(__dirname, 'load_sources');
const LOAD_OFFENCES = loadSql(__dirname, 'load_offences');
const LOAD_OFFENCE_LINKS = loadSql(__dirname, 'load_offence_links');
const LOAD_SOURCE_OFFENCES = loadSql(__dirname, 'load_source_offences');
const LOAD_RECORDED_OFFENCES = loadSql(__dirname, 'load_recorded_offences');
const SELECT_VOCABULARY_DIGEST = loadSql(__dirname, 'select_vocabulary_digest');
const RAISE_DATA_VERSIONS = loadSql(__dirname, 'raise_data_versions');

/** Author of the editions that come with the product. */
const SHIPPED_BY = 'installation';

async function selectDigest(session: Session): Promise<string> {
  const [{ digest }] = await session.query<{ digest: string }>(SELECT_VOCABULARY_DIGEST);
  return digest;
}

/**
 * Loads the shipped vocabulary into the database: adds new rows, updates changed ones, removes none. Where that changes
 * anything, raises the data version of every partnership, since answers are made from the vocabulary too.
 */
export async function loadVocabulary(session: Session): Promise<void> {
  const before = await selectDigest(session);
  const offences = JSON.stringify(OFFENCES);
  await session.query(LOAD_SOURCES, { sources: JSON.stringify(SOURCES) });
  await session.query(LOAD_OFFENCES, { offences });
  await session.query(LOAD_OFFENCE_LINKS, { offences });
  await session.query(LOAD_FLAGS, { flags: JSON.stringify(FLAGS) });
  await session.query(LOAD_SOURCE_OFFENCES, { sources: JSON.stringify(SOURCES) });
  await session.query(LOAD_RECORDED_OFFENCES, { offences: JSON.stringify(RECORDED_OFFENCES) });
  for (const profile of PROFILES) await storeProfile(session, profile, SHIPPED_BY);
  await loadWeightSets(session);
  if ((await selectDigest(session)) !== before) await raiseDataVersions(session);
}

/** Raises the data version of every partnership, after a change of the data that all answers are made from. */
export async function raiseDataVersions(session: Session): Promise<void> {
  await session.query(RAISE_DATA_VERSIONS);
}

/** Reads the vocabulary that all partnerships of the installation share: a few hundred rows. */
export async function selectInstallation({ manager }: Session): Promise<Installation> {
  const inOrder = { order: { id: 'ASC' } } as const;
  return {
    sources: new Codes(await manager.find(SourceEntity, inOrder)),
    offences: new Codes(await manager.find(OffenceEntity, inOrder)),
    themeCodes: new Codes(await manager.find(ThemeEntity, inOrder)),
    flags: await manager.find(FlagEntity, { order: { bit: 'ASC' } }),
    flagOffences: await manager.find(FlagOffenceEntity),
    sourceOffences: await manager.find(SourceOffenceEntity, { order: { sourceId: 'ASC', offenceId: 'ASC' } }),
  };
}

/** A partnership at a version of its data. */
export interface VersionedPartnership {
  id: number;
  /** Raised by every change of the data that the partnership's answers are made from. */
  dataVersion: string;
}

/** Maximum number of data versions for which a vocabulary is cached. */
const MAX_VERSIONS = 1_000;

/** Shared installation, with the vocabularies made from it by the partnerships' own documents. */
interface KeptInstallation {
  digest: string;
  installation: Installation;
  profiles: Edition<ProfileDocument>[];
  byOwnDocument: Map<string, Vocabulary>;
}

/** Cached vocabularies by partnership and data version, least recently used first, and the installation read last. */
interface KeptVocabularies {
  byVersion: Map<string, Vocabulary>;
  last: KeptInstallation | null;
}

const kept = new WeakMap<object, KeptVocabularies>();

/**
 * The vocabulary of a partnership at a version of its data, which every change of the vocabulary raises. Partnerships with
 * the same content share one vocabulary. It holds no facts about incidents, so all viewers share it too.
 */
export async function vocabularyAt(
  session: Session,
  { id, dataVersion }: VersionedPartnership,
): Promise<Vocabulary> {
  const database = session.manager.connection;
  const known = kept.get(database) ?? { byVersion: new Map(), last: null };
  kept.set(database, known);
  const version = `${id} ${dataVersion}`;
  const vocabulary = known.byVersion.get(version) ?? (await readVocabulary(session, id, known));
  known.byVersion.delete(version); // so that it is the last one now
  known.byVersion.set(version, vocabulary);
  const [oldest] = known.byVersion.keys();
  if (known.byVersion.size > MAX_VERSIONS) known.byVersion.delete(oldest);
  return vocabulary;
}

async function readVocabulary(
  session: Session,
  partnershipId: number,
  known: KeptVocabularies,
): Promise<Vocabulary> {
  const digest = await selectDigest(session);
  if (known.last?.digest !== digest)
    known.last = {
      digest,
      installation: await selectInstallation(session),
      profiles: await selectProfiles(session),
      byOwnDocument: new Map(),
    };
  const { installation, profiles, byOwnDocument } = known.last;
  const own = await selectOwnDocument(session, partnershipId);
  const key = JSON.stringify(own);
  const vocabulary = byOwnDocument.get(key) ?? vocabularyOf(own, profiles, installation);
  byOwnDocument.set(key, vocabulary);
  return vocabulary;
}

function vocabularyOf(
  { number, content: own }: Edition<OwnDocument>,
  profiles: readonly Edition<ProfileDocument>[],
  installation: Installation,
): Vocabulary {
  const profile = profiles.find(({ content }) => content.profile === own.profile)!;
  const edition = `${own.profile}@${profile.number}${number > 0 ? `+${number}` : ''}`;
  return resolveVocabulary(mergeDocuments(profile.content, own), edition, installation);
}

/** Themes that every profile has, as the given profile defines them. */
export async function selectSharedThemes(session: Session, profile: string): Promise<Vocabulary> {
  const profiles = await selectProfiles(session);
  const codes = profiles.map(({ content }) => new Set(content.themes.map(({ code }) => code)));
  const whole = profiles.find(({ content }) => content.profile === profile)!.content;
  const without = whole.themes.map(({ code }) => code).filter((code) => !codes.every((set) => set.has(code)));
  const shared = { number: 0, content: { profile, themes: [], without } };
  return vocabularyOf(shared, profiles, await selectInstallation(session));
}
