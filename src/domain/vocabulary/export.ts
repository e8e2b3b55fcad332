import type { Session } from '../../platform/database';
import type { OwnDocument, ThemeDefinition } from './document';
import { selectOwnDocument } from './editions.queries';
import { THEME_FIELDS } from './theme-checks';

/** A theme with its fields in the order in which they are documented. */
function inOrder(theme: ThemeDefinition): ThemeDefinition {
  const fields = THEME_FIELDS.filter((field) => theme[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, theme[field]])) as unknown as ThemeDefinition;
}

/** What a partnership has of its own, as a file that can be imported again. */
export async function exportVocabulary(session: Session, partnershipId: number): Promise<OwnDocument> {
  const { profile, themes, without } = (await selectOwnDocument(session, partnershipId)).content;
  return { profile, themes: themes.map(inOrder), without };
}
