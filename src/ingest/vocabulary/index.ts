import { writeAudit } from '../../access';
import { canonical } from '../../analytics/analytic';
import { findPartnership } from '../../domain/areas';
import {
  type VocabularyChange as Change,
  changeVocabulary,
  checkTheme,
  type Installation,
  isFault,
  type PlannedChange,
  planChange,
  selectInstallation,
  type ThemeDefinition,
} from '../../domain/vocabulary';
import type { Database, Session } from '../../platform/database';
import { openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { deliverFiles } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import type { ImportOptions } from '../reading/import-files';
import { readVocabularyFile, type VocabularyFile } from './file';

/** A change whose lists are there. */
type VocabularyChange = Change & Required<Pick<Change, 'themes' | 'without'>>;

const ACTOR = 'command line';

/** Whether a file of a folder is one of vocabulary, by its base name. */
const acceptsVocabulary = (name: string) => /\.(json|csv)(\.gz)?$/i.test(name);

/** Themes of a file by their codes, each with its line; the others are rejected. */
function acceptedThemes(
  { themes }: VocabularyFile,
  installation: Installation,
  account: FileAccount,
): Map<string, { line: number; theme: ThemeDefinition }> {
  const accepted = new Map<string, { line: number; theme: ThemeDefinition }>();
  for (const { line, theme: raw, fault } of themes) {
    const theme = fault === undefined ? checkTheme(raw, installation) : { field: 'row', reason: fault };
    if (isFault(theme)) account.rejectRow({ line, ...theme });
    else if (accepted.has(theme.code))
      account.rejectRow({ line, field: 'code', reason: 'of a theme that the file has already' });
    else accepted.set(theme.code, { line, theme });
  }
  return accepted;
}

/** Codes of themes that a file does without; those that nobody has are rejected. */
function acceptedCodes({ without }: VocabularyFile, known: ReadonlySet<string>, account: FileAccount) {
  return without.flatMap(({ line, code }) => {
    if (typeof code === 'string' && known.has(code)) return [code];
    account.rejectRow({ line, field: 'without', reason: 'not the code of a theme' });
    return [];
  });
}

/** The change that a file asks for; what it cannot have is rejected. */
async function changeIn(
  session: Session,
  partnershipId: number,
  read: VocabularyFile,
  account: FileAccount,
): Promise<VocabularyChange> {
  const installation = await selectInstallation(session);
  const accepted = acceptedThemes(read, installation, account);
  const known = new Set([...installation.themeCodes.all.map(({ code }) => code), ...accepted.keys()]);
  const without = acceptedCodes(read, known, account);
  const themes = () => [...accepted.values()].map(({ theme }) => theme);
  const { profile } = read;
  const { faults } = await planChange(session, partnershipId, { profile, themes: themes(), without });
  for (const [code, fault] of faults) {
    account.rejectRow({ line: accepted.get(code)!.line, ...fault });
    accepted.delete(code);
  }
  return { profile, themes: themes(), without };
}

/** Number of the rows of a change that differ from what there was. */
function changedRows({ themes, without }: VocabularyChange, { before, after }: PlannedChange): number {
  const wasOwn = (code: string) => before.themes.some((theme) => theme.code === code);
  const isLeftOut = (code: string) => after.without.includes(code) && !before.without.includes(code);
  return (
    themes.filter((theme) => !before.themes.some((each) => canonical(each) === canonical(theme))).length +
    without.filter((code) => wasOwn(code) || isLeftOut(code)).length
  );
}

async function loadVocabularyFile(
  session: Session,
  file: SourceFile,
  partnership: string,
): Promise<RowAccount> {
  const { id } = await findPartnership(session, partnership);
  const read = await readVocabularyFile(file);
  const account = new FileAccount(file);
  account.read = read.themes.length + read.without.length;
  const change = await changeIn(session, id, read, account);
  const changed = changedRows(change, await planChange(session, id, change));
  account.add('loaded', changed).add('unchanged', change.themes.length + change.without.length - changed);
  const edition = await changeVocabulary(session, id, change, ACTOR);
  if (edition !== null) {
    const detail = { edition, themes: change.themes.map(({ code }) => code), without: change.without };
    await writeAudit(session, { actor: ACTOR, action: 'vocabulary.import', partnershipId: id, detail });
  }
  await account.record(session, id, 'vocabulary');
  return account;
}

/**
 * Imports themes of a partnership's own, and codes of themes that it does without, one transaction per file. Themes that
 * the file does not name stay as they are.
 *
 * @throws Problem where a file cannot be read, or the profile is not known.
 */
export async function importVocabulary(database: Database, options: ImportOptions): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing vocabulary', accepts: acceptsVocabulary };
  await deliverFiles(database, delivery, async (transaction, path) => {
    const file = await openSource(path);
    account.merge(await transaction((session) => loadVocabularyFile(session, file, options.partnership)));
  });
  return account;
}
