import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { OwnDocument, ThemeDefinition } from './document';
import { selectOwnDocument, selectOwnEditions } from './editions.queries';
import { THEME_FIELDS } from './theme-checks';

/** Theme with its fields in the documented order. */
function inOrder(theme: ThemeDefinition): ThemeDefinition {
  const fields = THEME_FIELDS.filter((field) => theme[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, theme[field]])) as unknown as ThemeDefinition;
}

/**
 * Own document of a partnership, current or of an earlier edition, as a file that can be imported again.
 *
 * @throws Problem NOT_FOUND where there is no edition of this number.
 */
export async function exportVocabulary(
  session: Session,
  partnershipId: number,
  number: number | null = null,
): Promise<OwnDocument> {
  const edition =
    number === null
      ? await selectOwnDocument(session, partnershipId)
      : (await selectOwnEditions(session, partnershipId)).find((each) => each.number === number);
  if (!edition)
    throw new Problem(
      'NOT_FOUND',
      'There is no edition of this number. The query vocabularyEditions lists them.',
    );
  const { profile, themes, without, ...choices } = edition.content;
  return { profile, themes: themes.map(inOrder), without, ...choices };
}
