import type { Session } from '../../platform/database';
import { partnershipById } from '../areas';
import { type Coded, vocabularyAt } from '../vocabulary';

/** Calls a theme by the name that a partnership has for it, or had, where it has the theme no more. */
export type ThemeNames = (theme: Coded) => Coded;

/** The names that a partnership has for themes. */
export async function themeNamesOf(session: Session, partnershipId: number): Promise<ThemeNames> {
  const { themes } = await vocabularyAt(session, await partnershipById(session, partnershipId));
  return ({ code, name }) => ({ code, name: themes.find(code)?.name ?? name });
}
