import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import {
  type MatrixCode,
  type MatrixDefinition,
  mergeDocuments,
  type OwnDocument,
  type ProfileDocument,
  type SourceGaps,
  type ThemeDefinition,
  themeOf,
  type WeightSetChoice,
} from './document';
import { lockOwnDocument, selectOwnDocument, selectProfiles, storeOwnDocument } from './editions.queries';
import type { VocabularyFault } from './field-checks';
import { parentFault } from './theme-checks';

/** Maximum number of a partnership's own themes. */
const MAX_OWN = 200;

/** Change to the vocabulary of a partnership. */
export interface VocabularyChange {
  /** Code of the new profile. Default: unchanged. */
  profile?: string;
  /** Themes to add or redefine. */
  themes?: readonly ThemeDefinition[];
  /** Codes of themes to drop: own ones are removed, those of the profile left out. */
  without?: readonly string[];
  /** Codes of themes to reset to the profile's definition. */
  asInProfile?: readonly string[];
  /** Columns and rows of matrices; null: as in the profile. */
  matrices?: Partial<Record<MatrixCode, Partial<MatrixDefinition> | null>>;
  /** Weight sets for answers where none is named; null: the default. */
  weightSets?: { [Purpose in keyof WeightSetChoice]?: string | null };
  /** Gaps in deliveries, by source; null: none. */
  gaps?: Record<string, SourceGaps | null>;
}

/** Vocabulary of a partnership before and after a change, with faults by the code of the theme or matrix. */
export interface PlannedChange {
  before: OwnDocument;
  after: OwnDocument;
  faults: Map<string, VocabularyFault>;
}

/** Object with some fields replaced, or removed where null; undefined where none is left. */
function amended<T extends object>(
  before: Partial<T> | undefined,
  change: { [Field in keyof T]?: T[Field] | null } | undefined,
): Partial<T> | undefined {
  const fields = Object.entries({ ...before, ...change }).filter(([, value]) => value != null);
  return fields.length > 0 ? (Object.fromEntries(fields) as Partial<T>) : undefined;
}

/** Own document after a change. */
function changed(
  before: OwnDocument,
  { profile, themes: ofProfile }: ProfileDocument,
  { themes = [], without = [], asInProfile = [], ...change }: VocabularyChange,
): OwnDocument {
  const inProfile = (code: string) => ofProfile.some((theme) => theme.code === code);
  const named = new Set(themes.map(({ code }) => code));
  const gone = new Set([...without, ...asInProfile].filter((code) => !named.has(code)));
  const given = new Map(themes.map((theme) => [theme.code, theme]));
  const kept = before.themes
    .filter(({ code }) => !gone.has(code))
    .map((theme) => {
      const replacement = given.get(theme.code) ?? theme;
      given.delete(theme.code);
      return replacement;
    });
  const back = new Set([...named, ...asInProfile]);
  const matrices = amended(before.matrices, change.matrices);
  const weightSets = amended(before.weightSets, change.weightSets);
  const gaps = amended<Record<string, SourceGaps>>(before.gaps, change.gaps);
  return {
    profile,
    themes: [...kept, ...given.values()],
    without: [
      ...before.without.filter((code) => !back.has(code)),
      ...without.filter((code) => inProfile(code) && !named.has(code) && !before.without.includes(code)),
    ],
    ...(matrices && { matrices }),
    ...(weightSets && { weightSets }),
    ...(gaps && { gaps: gaps as Record<string, SourceGaps> }),
  };
}

/** Faults of a change that only the whole document shows. */
function faultsOf(
  chosen: ProfileDocument,
  after: OwnDocument,
  { themes = [], matrices = {} }: VocabularyChange,
): Map<string, VocabularyFault> {
  const all = mergeDocuments(chosen, after).themes;
  const known = new Set([...all, ...chosen.themes].map(({ code }) => code));
  const ofThemes = themes.flatMap((theme): [string, VocabularyFault][] => {
    const fault = parentFault(theme, all);
    return fault ? [[theme.code, fault]] : [];
  });
  const ofMatrices = Object.entries(matrices).flatMap(([matrix, definition]): [string, VocabularyFault][] =>
    definition?.rows?.every((row) => known.has(themeOf(row))) === false
      ? [[matrix, { field: 'rows', reason: 'names what is no theme of the partnership' }]]
      : [],
  );
  return new Map([...ofThemes, ...ofMatrices]);
}

/**
 * Applies a change to a partnership's own document without storing it. Locks the document until the transaction ends.
 *
 * @throws Problem BAD_USER_INPUT where the profile is unknown, or there would be too many themes.
 */
export async function planChange(
  session: Session,
  partnershipId: number,
  change: VocabularyChange,
): Promise<PlannedChange> {
  await lockOwnDocument(session, partnershipId);
  const profiles = (await selectProfiles(session)).map(({ content }) => content);
  const { content: before } = await selectOwnDocument(session, partnershipId);
  const chosen = profiles.find((each) => each.profile === (change.profile ?? before.profile));
  if (!chosen)
    throw new Problem(
      'BAD_USER_INPUT',
      `profile is not known. Allowed: ${profiles.map((each) => each.profile).join(', ')}.`,
      { field: 'profile' },
    );
  const after = changed(before, chosen, change);
  if (after.themes.length > MAX_OWN)
    throw new Problem('BAD_USER_INPUT', `A partnership may have up to ${MAX_OWN} themes of its own.`);
  return { before, after, faults: faultsOf(chosen, after, change) };
}

/**
 * Changes the vocabulary of a partnership; every server uses it at once.
 *
 * @returns number of the edition; null where nothing differs.
 * @throws Problem BAD_USER_INPUT as {@link planChange}, and for the first theme that is refused.
 */
export async function changeVocabulary(
  session: Session,
  partnershipId: number,
  change: VocabularyChange,
  madeBy: string,
): Promise<number | null> {
  const { after, faults } = await planChange(session, partnershipId, change);
  for (const { field, reason } of faults.values())
    throw new Problem('BAD_USER_INPUT', `${field}: ${reason}.`, { field: `input.${field}` });
  return storeOwnDocument(session, partnershipId, after, madeBy);
}
