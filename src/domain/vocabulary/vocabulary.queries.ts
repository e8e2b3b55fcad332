import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { FLAGS, OFFENCES, RECORDED_OFFENCES, SOURCE_THEMES, SOURCES, THEMES } from './shipped';
import {
  FlagEntity,
  OffenceEntity,
  OffenceThemeEntity,
  SourceEntity,
  SourceOffenceEntity,
  SourceThemeEntity,
  ThemeEntity,
} from './vocabulary.entity';
import { loadWeightSets } from './weight-sets.queries';

const LOAD_FLAGS = loadSql(__dirname, 'load_flags');
const LOAD_SOURCES = loadSql(__dirname, 'load_sources');
const LOAD_OFFENCES = loadSql(__dirname, 'load_offences');
const LOAD_THEMES = loadSql(__dirname, 'load_themes');
const LOAD_PARENTS = loadSql(__dirname, 'load_theme_parents');
const LOAD_OFFENCE_THEMES = loadSql(__dirname, 'load_offence_themes');
const LOAD_SOURCE_OFFENCES = loadSql(__dirname, 'load_source_offences');
const LOAD_COVERAGE = loadSql(__dirname, 'load_coverage');
const LOAD_RECORDED_OFFENCES = loadSql(__dirname, 'load_recorded_offences');
const SELECT_VOCABULARY_DIGEST = loadSql(__dirname, 'select_vocabulary_digest');
const RAISE_DATA_VERSIONS = loadSql(__dirname, 'raise_data_versions');

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
  const themes = JSON.stringify(THEMES);
  const offences = JSON.stringify(OFFENCES);
  await session.query(LOAD_FLAGS, { flags: JSON.stringify(FLAGS) });
  await session.query(LOAD_SOURCES, { sources: JSON.stringify(SOURCES) });
  await session.query(LOAD_OFFENCES, { offences });
  await session.query(LOAD_THEMES, { themes });
  await session.query(LOAD_PARENTS, { themes });
  await session.query(LOAD_OFFENCE_THEMES, { offences });
  await session.query(LOAD_SOURCE_OFFENCES, { sources: JSON.stringify(SOURCES) });
  await session.query(LOAD_COVERAGE, { coverage: JSON.stringify(SOURCE_THEMES) });
  await session.query(LOAD_RECORDED_OFFENCES, { offences: JSON.stringify(RECORDED_OFFENCES) });
  await loadWeightSets(session);
  if ((await selectDigest(session)) !== before) await session.query(RAISE_DATA_VERSIONS);
}

/** Rows with a code and an id, to be found by either. */
export class Codes<T extends { id: number; code: string }> {
  private readonly byId: Map<number, T>;
  private readonly byCode: Map<string, T>;

  constructor(readonly all: T[]) {
    this.byId = new Map(all.map((row) => [row.id, row]));
    this.byCode = new Map(all.map((row) => [row.code, row]));
  }

  /** Row of an id that comes from the database. */
  get(id: number): T {
    return this.byId.get(id)!;
  }

  find(code: string): T | undefined {
    return this.byCode.get(code);
  }
}

/** Coded rows of an installation, to check callers' codes and to name results. */
export interface Vocabulary {
  sources: Codes<SourceEntity>;
  offences: Codes<OffenceEntity>;
  themes: Codes<ThemeEntity>;
  flags: FlagEntity[];
  offenceThemes: OffenceThemeEntity[];
  sourceThemes: SourceThemeEntity[];
  sourceOffences: SourceOffenceEntity[];
}

/** Reads the whole vocabulary, a few hundred rows. */
export async function selectVocabulary({ manager }: Session): Promise<Vocabulary> {
  const inOrder = { order: { id: 'ASC' } } as const;
  return {
    sources: new Codes(await manager.find(SourceEntity, inOrder)),
    offences: new Codes(await manager.find(OffenceEntity, inOrder)),
    themes: new Codes(await manager.find(ThemeEntity, inOrder)),
    flags: await manager.find(FlagEntity, { order: { bit: 'ASC' } }),
    offenceThemes: await manager.find(OffenceThemeEntity),
    sourceThemes: await manager.find(SourceThemeEntity),
    sourceOffences: await manager.find(SourceOffenceEntity, { order: { sourceId: 'ASC', offenceId: 'ASC' } }),
  };
}

/** Limit of data versions for which a vocabulary is kept. */
const MAX_VERSIONS = 1_000;

/** Vocabularies by data version, the most recently used last, and the latest one read with its digest. */
interface KeptVocabularies {
  byVersion: Map<string, Vocabulary>;
  last: { digest: string; vocabulary: Vocabulary } | null;
}

const kept = new WeakMap<object, KeptVocabularies>();

/**
 * Vocabulary at a version of the data: `version` names a partnership and its data version, which every change of the
 * vocabulary raises. Versions with equal content share one vocabulary. It holds no facts about incidents, so all
 * viewers share it too.
 */
export async function vocabularyAt(session: Session, version: string): Promise<Vocabulary> {
  const database = session.manager.connection;
  const known = kept.get(database) ?? { byVersion: new Map(), last: null };
  kept.set(database, known);
  const vocabulary = known.byVersion.get(version) ?? (await readVocabulary(session, known));
  known.byVersion.delete(version); // so that it becomes the last one
  known.byVersion.set(version, vocabulary);
  const [oldest] = known.byVersion.keys();
  if (known.byVersion.size > MAX_VERSIONS) known.byVersion.delete(oldest);
  return vocabulary;
}

async function readVocabulary(session: Session, known: KeptVocabularies): Promise<Vocabulary> {
  const digest = await selectDigest(session);
  if (known.last?.digest !== digest) known.last = { digest, vocabulary: await selectVocabulary(session) };
  return known.last.vocabulary;
}
