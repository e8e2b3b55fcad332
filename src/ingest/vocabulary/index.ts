import { writeAudit } from '../../access';
import { canonical } from '../../analytics/analytic';
import { listCriteria } from '../../analytics/ranking';
import { findPartnership } from '../../domain/areas';
import {
  changeVocabulary,
  checkGaps,
  checkMatrix,
  checkTheme,
  checkWeightSets,
  type Installation,
  isFault,
  type MatrixCode,
  type MatrixDefinition,
  type PlannedChange,
  planChange,
  type SourceGaps,
  selectInstallation,
  selectProfiles,
  selectWeightSetIds,
  type ThemeDefinition,
  type VocabularyChange,
  type WeightSetChoice,
} from '../../domain/vocabulary';
import type { Database, Session } from '../../platform/database';
import { openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { deliverFiles } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import type { ImportOptions } from '../reading/import-files';
import { loadCriteria } from './criteria';
import { readVocabularyFile, type VocabularyFile } from './file';

const ACTOR = 'command line';

/** Whether a file of a folder is one of vocabulary, by its base name. */
const acceptsVocabulary = (name: string) => /\.(json|csv)(\.gz)?$/i.test(name);

/** Items of a file that are fine by themselves, with their lines. */
interface Accepted {
  profile?: Line<string>;
  themes: Line<ThemeDefinition>[];
  without: Line<string>[];
  matrices: (Line<Partial<MatrixDefinition>> & { matrix: string })[];
  weightSets?: Line<Partial<WeightSetChoice>>;
  gaps: (Line<SourceGaps | null> & { source: string })[];
}

interface Line<T> {
  line: number;
  value: T;
}

/** Themes of a file; those that do not fit are rejected. */
function acceptedThemes({ themes }: VocabularyFile, installation: Installation, account: FileAccount) {
  const accepted = new Map<string, Line<ThemeDefinition>>();
  for (const { line, theme: raw, fault } of themes) {
    const theme = fault === undefined ? checkTheme(raw, installation) : { field: 'row', reason: fault };
    if (isFault(theme)) account.rejectRow({ line, ...theme });
    else if (accepted.has(theme.code))
      account.rejectRow({ line, field: 'code', reason: 'of a theme that the file has already' });
    else accepted.set(theme.code, { line, value: theme });
  }
  return [...accepted.values()];
}

/** Codes of themes that a file does without; those that nobody has are rejected. */
function acceptedCodes({ without }: VocabularyFile, known: ReadonlySet<string>, account: FileAccount) {
  return without.flatMap(({ line, value }) => {
    if (typeof value === 'string' && known.has(value)) return [{ line, value }];
    account.rejectRow({ line, field: 'without', reason: 'not the code of a theme' });
    return [];
  });
}

/** Matrices of a file; those that name other criteria than the partnership can have are rejected. */
async function acceptedMatrices(
  session: Session,
  partnershipId: number,
  { matrices }: VocabularyFile,
  account: FileAccount,
): Promise<Accepted['matrices']> {
  const criteria = await listCriteria(session, partnershipId);
  return matrices.flatMap(({ line, matrix, value }) => {
    const own = criteria.filter((each) => each.matrix === matrix).map(({ code }) => code);
    const checked =
      own.length === 0
        ? { field: 'matrices', reason: 'names what is no matrix' }
        : checkMatrix(value, (code) => own.includes(code));
    if (!isFault(checked)) return [{ line, matrix, value: checked }];
    account.rejectRow({ line, ...checked });
    return [];
  });
}

/** Gaps of a file, by source; those that name what there is not are rejected. */
function acceptedGaps({ gaps }: VocabularyFile, installation: Installation, account: FileAccount) {
  return gaps.flatMap(({ line, source, value }) => {
    const checked = checkGaps(source, value, installation);
    if (!isFault(checked)) return [{ line, source, value: checked }];
    account.rejectRow({ line, ...checked });
    return [];
  });
}

/** Reads what a file asks for; what does not fit by itself is rejected. */
async function accept(
  session: Session,
  partnershipId: number,
  read: VocabularyFile,
  account: FileAccount,
): Promise<Accepted> {
  const installation = await selectInstallation(session);
  const themes = acceptedThemes(read, installation, account);
  const own = themes.map(({ value: { code } }) => code);
  const known = new Set([...installation.themeCodes.all.map(({ code }) => code), ...own]);
  const accepted: Accepted = {
    themes,
    without: acceptedCodes(read, known, account),
    matrices: await acceptedMatrices(session, partnershipId, read, account),
    gaps: acceptedGaps(read, installation, account),
  };
  const { profile, weightSets } = read;
  if (profile) {
    const profiles = (await selectProfiles(session)).map(({ content }) => content.profile);
    const code = profiles.find((each) => each === profile.value);
    if (code) accepted.profile = { line: profile.line, value: code };
    else
      account.rejectRow({
        ...{ line: profile.line, field: 'profile' },
        reason: `not the code of a profile: ${profiles.join(', ')}`,
      });
  }
  if (weightSets) {
    const ids = await selectWeightSetIds(session);
    const checked = checkWeightSets(weightSets.value, (id) => ids.has(id));
    if (isFault(checked)) account.rejectRow({ line: weightSets.line, ...checked });
    else accepted.weightSets = { line: weightSets.line, value: checked };
  }
  return accepted;
}

/** The change that a file asks for. */
function changeOf({ profile, themes, without, matrices, weightSets, gaps }: Accepted): VocabularyChange {
  return {
    profile: profile?.value,
    themes: themes.map(({ value }) => value),
    without: without.map(({ value }) => value),
    matrices: Object.fromEntries(matrices.map(({ matrix, value }) => [matrix, value])),
    weightSets: weightSets?.value,
    gaps: Object.fromEntries(gaps.map(({ source, value }) => [source, value])),
  };
}

/** Accepted items without those that the whole vocabulary refuses. */
function withoutFaults(accepted: Accepted, { faults }: PlannedChange, account: FileAccount): Accepted {
  const fits = (code: string, line: number) => {
    const fault = faults.get(code);
    if (fault) account.rejectRow({ line, ...fault });
    return !fault;
  };
  return {
    ...accepted,
    themes: accepted.themes.filter(({ line, value }) => fits(value.code, line)),
    matrices: accepted.matrices.filter(({ line, matrix }) => fits(matrix, line)),
  };
}

/** Adds what differs, and what does not, from before to an account, item by item. */
function addChanges(
  { profile, themes, without, matrices, weightSets, gaps }: Accepted,
  { before, after }: PlannedChange,
  account: FileAccount,
): void {
  const differs = (a: unknown, b: unknown) => canonical({ value: a }) !== canonical({ value: b });
  const ownBefore = new Map(before.themes.map((theme) => [theme.code, theme]));
  const isChanged = [
    ...(profile ? [before.profile !== after.profile] : []),
    ...themes.map(({ value }) => differs(ownBefore.get(value.code), value)),
    ...without.map(
      ({ value }) =>
        ownBefore.has(value) || (after.without.includes(value) && !before.without.includes(value)),
    ),
    ...matrices.map(({ matrix }) => {
      const kind = matrix as MatrixCode;
      return differs(before.matrices?.[kind], after.matrices?.[kind]);
    }),
    ...(weightSets ? [differs(before.weightSets, after.weightSets)] : []),
    ...gaps.map(({ source }) => differs(before.gaps?.[source], after.gaps?.[source])),
  ];
  const changed = isChanged.filter(Boolean).length;
  account.add('loaded', changed).add('unchanged', isChanged.length - changed);
}

async function loadVocabularyFile(
  session: Session,
  file: SourceFile,
  partnership: string,
): Promise<RowAccount> {
  const { id } = await findPartnership(session, partnership);
  const read = await readVocabularyFile(file);
  const { profile, themes, without, criteria, matrices, weightSets, gaps } = read;
  const account = new FileAccount(file);
  const lists = [themes, without, criteria, matrices, gaps];
  account.read =
    lists.reduce((sum, { length }) => sum + length, 0) + (profile ? 1 : 0) + (weightSets ? 1 : 0);
  const added = await loadCriteria(session, id, criteria, account);
  const accepted = await accept(session, id, read, account);
  const fitting = withoutFaults(accepted, await planChange(session, id, changeOf(accepted)), account);
  const change = changeOf(fitting);
  addChanges(fitting, await planChange(session, id, change), account);
  const edition = await changeVocabulary(session, id, change, ACTOR);
  if (edition !== null || added.length > 0) {
    const detail = {
      ...{ edition, themes: fitting.themes.map(({ value }) => value.code), without: change.without },
      ...(change.profile && { profile: change.profile }),
      ...(added.length > 0 && { criteria: added }),
      ...(matrices.length > 0 && { matrices: fitting.matrices.map(({ matrix }) => matrix) }),
      ...(change.weightSets && { weightSets: change.weightSets }),
      ...(gaps.length > 0 && { gaps: change.gaps }),
    };
    await writeAudit(session, { actor: ACTOR, action: 'vocabulary.import', partnershipId: id, detail });
  }
  await account.record(session, id, 'vocabulary');
  return account;
}

/**
 * Imports the vocabulary of a partnership: profile, themes, criteria, matrices and weight sets, one transaction per file.
 * Everything else stays as it is.
 *
 * @throws Problem where a file cannot be read.
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
