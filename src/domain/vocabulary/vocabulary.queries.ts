import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { FLAGS, OFFENCES, RECORDED_OFFENCES, SOURCE_THEMES, SOURCES, THEMES } from './shipped';
import {
  FlagEntity,
  OffenceEntity,
  OffenceThemeEntity,
  SourceEntity,
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
const LOAD_COVERAGE = loadSql(__dirname, 'load_coverage');
const LOAD_RECORDED_OFFENCES = loadSql(__dirname, 'load_recorded_offences');

/** Brings the shipped vocabulary into the database: adds what is new, updates what changed, removes nothing. */
export async function loadVocabulary(session: Session): Promise<void> {
  const themes = JSON.stringify(THEMES);
  const offences = JSON.stringify(OFFENCES);
  await session.query(LOAD_FLAGS, { flags: JSON.stringify(FLAGS) });
  await session.query(LOAD_SOURCES, { sources: JSON.stringify(SOURCES) });
  await session.query(LOAD_OFFENCES, { offences });
  await session.query(LOAD_THEMES, { themes });
  await session.query(LOAD_PARENTS, { themes });
  await session.query(LOAD_OFFENCE_THEMES, { offences });
  await session.query(LOAD_COVERAGE, { coverage: JSON.stringify(SOURCE_THEMES) });
  await session.query(LOAD_RECORDED_OFFENCES, { offences: JSON.stringify(RECORDED_OFFENCES) });
  await loadWeightSets(session);
}

/** Rows with a code and an id, found by either. */
export class Codes<T extends { id: number; code: string }> {
  private readonly byId: Map<number, T>;
  private readonly byCode: Map<string, T>;

  constructor(readonly all: T[]) {
    this.byId = new Map(all.map((row) => [row.id, row]));
    this.byCode = new Map(all.map((row) => [row.code, row]));
  }

  /** The row of an id that the database itself gave. */
  get(id: number): T {
    return this.byId.get(id)!;
  }

  find(code: string): T | undefined {
    return this.byCode.get(code);
  }
}

/** The coded things of one installation, as a caller's codes are checked against and rows are named by. */
export interface Vocabulary {
  sources: Codes<SourceEntity>;
  offences: Codes<OffenceEntity>;
  themes: Codes<ThemeEntity>;
  flags: FlagEntity[];
  offenceThemes: OffenceThemeEntity[];
  sourceThemes: SourceThemeEntity[];
}

/** Reads the whole vocabulary: a few hundred rows. */
export async function selectVocabulary({ manager }: Session): Promise<Vocabulary> {
  const inOrder = { order: { id: 'ASC' } } as const;
  return {
    sources: new Codes(await manager.find(SourceEntity, inOrder)),
    offences: new Codes(await manager.find(OffenceEntity, inOrder)),
    themes: new Codes(await manager.find(ThemeEntity, inOrder)),
    flags: await manager.find(FlagEntity, { order: { bit: 'ASC' } }),
    offenceThemes: await manager.find(OffenceThemeEntity),
    sourceThemes: await manager.find(SourceThemeEntity),
  };
}

const cached = new WeakMap<object, { version: string; vocabulary: Vocabulary }>();

/**
 * The vocabulary, read again only when `version` changes. It holds no facts about
 * incidents, so all viewers share it.
 */
export async function vocabularyAt(session: Session, version: string): Promise<Vocabulary> {
  const database = session.manager.connection;
  const known = cached.get(database);
  if (known?.version === version) return known.vocabulary;
  const vocabulary = await selectVocabulary(session);
  cached.set(database, { version, vocabulary });
  return vocabulary;
}

/** Codes of the sources that are named, else of all that add to themes. */
export function themeSources({ sources }: Vocabulary, named?: readonly string[] | null): string[] {
  if (named?.length) return [...named];
  return sources.all.filter(({ addsToThemes }) => addsToThemes).map(({ code }) => code);
}
