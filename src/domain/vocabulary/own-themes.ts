import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { mergeDocuments, type OwnDocument, type ThemeDefinition } from './document';
import { lockOwnDocument, selectOwnDocument, selectProfiles, storeOwnDocument } from './editions.queries';
import { parentFault, type ThemeFault } from './theme-checks';

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
}

/** Vocabulary of a partnership before and after a change, with faults by the code of the theme. */
export interface PlannedChange {
  before: OwnDocument;
  after: OwnDocument;
  faults: Map<string, ThemeFault>;
}

/**
 * Applies a change to a partnership's own document without storing it. Locks the document until the transaction ends.
 *
 * @throws Problem BAD_USER_INPUT where the profile is unknown, or there would be too many themes.
 */
export async function planChange(
  session: Session,
  partnershipId: number,
  { profile, themes = [], without = [], asInProfile = [] }: VocabularyChange,
): Promise<PlannedChange> {
  await lockOwnDocument(session, partnershipId);
  const profiles = (await selectProfiles(session)).map(({ content }) => content);
  const { content: before } = await selectOwnDocument(session, partnershipId);
  const chosen = profiles.find((each) => each.profile === (profile ?? before.profile));
  if (!chosen)
    throw new Problem(
      'BAD_USER_INPUT',
      `profile is not known. Allowed: ${profiles.map((each) => each.profile).join(', ')}.`,
      { field: 'profile' },
    );
  const inProfile = (code: string) => chosen.themes.some((theme) => theme.code === code);
  const named = new Set(themes.map(({ code }) => code));
  const gone = new Set([...without, ...asInProfile].filter((code) => !named.has(code)));
  const changed = new Map(themes.map((theme) => [theme.code, theme]));
  const kept = before.themes
    .filter(({ code }) => !gone.has(code))
    .map((theme) => {
      const given = changed.get(theme.code) ?? theme;
      changed.delete(theme.code);
      return given;
    });
  const back = new Set([...named, ...asInProfile]);
  const after: OwnDocument = {
    profile: chosen.profile,
    themes: [...kept, ...changed.values()],
    without: [
      ...before.without.filter((code) => !back.has(code)),
      ...without.filter((code) => inProfile(code) && !named.has(code) && !before.without.includes(code)),
    ],
  };
  if (after.themes.length > MAX_OWN)
    throw new Problem('BAD_USER_INPUT', `A partnership may have up to ${MAX_OWN} themes of its own.`);
  const all = mergeDocuments(chosen, after).themes;
  const faults = new Map(
    themes.flatMap((theme): [string, ThemeFault][] => {
      const fault = parentFault(theme, all);
      return fault ? [[theme.code, fault]] : [];
    }),
  );
  return { before, after, faults };
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
