import type { RequestContext } from '../../access';
import { findPartnership, selectPartnershipsById } from '../../domain/areas';
import { type Coded, nestedThemes, type Vocabulary, type VocabularyTheme } from '../../domain/vocabulary';
import type { Counting } from './counted';
import { type Figures, figuresOf, type ThemeFigures } from './figures';
import { percent } from './finding';
import { prioritySigns } from './judgements';
import { cellOf, type Matrices, readMatrices } from './matrices';
import { type MatrixCell, MatrixKind } from './matrix.type';
import type { SuggestedPriority, UnsuggestedTheme } from './ranking.type';
import { HIGH_VOLUME } from './scores';

/** Priorities that the scanning table suggests, and the themes of many incidents that are not among them. */
export interface Suggestions {
  suggestedPriorities: SuggestedPriority[];
  notAmongPriorities: UnsuggestedTheme[];
}

/** A theme that is suggested by itself. */
interface Suggested {
  theme: VocabularyTheme;
  because: string[];
}

/** Reason for a high volume in words, from the judgement and from the counts, where there are both. */
function volumeWords({ asserted, computed, conflict }: MatrixCell): string {
  if (!asserted) return `High volume: ${computed.evidence}`;
  if (computed.value === null) return 'High volume, as the partnership says.';
  return `High volume, as the partnership says${conflict ? ', though the counts say otherwise' : ''}: ${computed.evidence}`;
}

/** Looks up a cell of the scanning table by the code of its criterion; null where the table has no such column. */
type CellOf = (theme: VocabularyTheme, criterion: string) => MatrixCell | null;

const HIGH_VOLUME_CRITERION = 'high-volume';

/** Themes with a high volume, and themes that are a priority of both the Local Area Agreement and the community. */
function suggestedIn({ of }: Matrices, cell: CellOf): Suggested[] {
  return of(MatrixKind.PRIORITY_SCANNING).rows.flatMap(({ theme }) => {
    const volume = cell(theme, HIGH_VOLUME_CRITERION);
    const signs = prioritySigns({
      highVolume: volume?.value ?? null,
      laaPriority: cell(theme, 'laa-priority')?.value ?? null,
      communityPriority: cell(theme, 'community-priority')?.value ?? null,
    });
    const because = [
      ...(volume && signs.volume ? [volumeWords(volume)] : []),
      ...(signs.agreed ? ['A priority of both the Local Area Agreement and the community.'] : []),
    ];
    return because.length > 0 ? [{ theme, because }] : [];
  });
}

/**
 * Whether a theme is part of another: by its parent, or because all its incidents are the other's. Of two themes that are
 * part of each other, the later one is the part.
 */
function partsIn(vocabulary: Vocabulary): (part: VocabularyTheme, whole: VocabularyTheme) => boolean {
  const { themes } = vocabulary;
  const order = new Map(themes.all.map(({ id }, i) => [id, i]));
  const pairs = new Set(nestedThemes(vocabulary).map(([part, whole]) => `${part} ${whole}`));
  const holdsFlags = (part: VocabularyTheme, whole: VocabularyTheme) =>
    part.match === 'ALL' || (part.flags & ~whole.flags) === 0;
  const isHeld = (part: VocabularyTheme, whole: VocabularyTheme) =>
    part.parentId === whole.id || (pairs.has(`${part.id} ${whole.id}`) && holdsFlags(part, whole));
  return (part, whole) =>
    isHeld(part, whole) && (!isHeld(whole, part) || order.get(part.id)! > order.get(whole.id)!);
}

const coded = ({ code, name }: Coded): Coded => ({ code, name });

/** Suggestions with the parts of others, and parts of parts, as their emphasis. A part of two is an emphasis of both. */
function nested(suggested: readonly Suggested[], vocabulary: Vocabulary): SuggestedPriority[] {
  const isPart = partsIn(vocabulary);
  const partsOf = (whole: Suggested) => {
    const found = new Set([whole]);
    for (const each of found)
      for (const other of suggested) if (isPart(other.theme, each.theme)) found.add(other);
    return suggested.filter((other) => other !== whole && found.has(other));
  };
  return suggested
    .filter(({ theme }) => !suggested.some((other) => isPart(theme, other.theme)))
    .map((whole) => ({
      theme: coded(whole.theme),
      because: whole.because,
      emphasis: partsOf(whole).map(({ theme, because }) => ({ ...coded(theme), because })),
    }));
}

/** Reason why a theme of many incidents is not suggested. */
function reasonAgainst(
  volume: MatrixCell | null,
  { greatestShare, incidents }: ThemeFigures,
  isRow: boolean,
): string {
  const share = percent(greatestShare!);
  const held = `It ${incidents === null ? 'may have up to' : 'has'} ${share} of the incidents`;
  if (!isRow) return `${held}, but is no row of the priority scanning table.`;
  if (!volume) return `${held}, but the priority scanning table has no column for volume.`;
  if (volume.asserted)
    return `${held}, but the partnership judged ${volume.asserted.value === null ? 'its volume unknown' : 'that its volume is not high'}: ${volume.asserted.reason}`;
  return `Whether its volume is high cannot be told: ${volume.computed.evidence}`;
}

/** Themes that may have a high volume and are not suggested, neither by themselves nor as an emphasis. */
function unsuggested(
  suggested: readonly Suggested[],
  { of, vocabulary }: Matrices,
  figures: Figures,
  cell: CellOf,
): UnsuggestedTheme[] {
  const rows = new Set(of(MatrixKind.PRIORITY_SCANNING).rows.map(({ theme }) => theme));
  const isPart = partsIn(vocabulary);
  return vocabulary.themes.all.flatMap((theme) => {
    const facts = figures.themes[theme.code];
    if ((facts.greatestShare ?? 0) < HIGH_VOLUME || suggested.some((each) => each.theme === theme)) return [];
    const parts = suggested.filter((each) => isPart(each.theme, theme)).map((each) => each.theme.name);
    const reason = reasonAgainst(cell(theme, HIGH_VOLUME_CRITERION), facts, rows.has(theme));
    const because = parts.length > 0 ? `${reason} Suggested in part: ${parts.join(', ')}.` : reason;
    return [{ theme: coded(theme), because }];
  });
}

/** Priorities suggested by the scanning table, in its order, and the themes of many incidents that are not among them. */
export function prioritiesIn(matrices: Matrices, figures: Figures): Suggestions {
  const { criteria } = matrices.of(MatrixKind.PRIORITY_SCANNING);
  const cell: CellOf = (theme, code) => {
    const criterion = criteria.find((each) => each.code === code);
    return criterion ? cellOf(criterion, theme, matrices.asserted, figures) : null;
  };
  const suggested = suggestedIn(matrices, cell);
  return {
    suggestedPriorities: nested(suggested, matrices.vocabulary),
    notAmongPriorities: unsuggested(suggested, matrices, figures, cell),
  };
}

/**
 * Priorities suggested for a partnership and a period, with the reasons in words.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (period).
 */
export async function suggestedPriorities(context: RequestContext, counting: Counting): Promise<Suggestions> {
  const matrices = await readMatrices(context, counting.partnership, counting.period);
  return prioritiesIn(matrices, await figuresOf(context, counting));
}

/** Priorities suggested for one member of a county. */
export interface DistrictPrioritiesOf {
  partnership: Coded;
  priorities: SuggestedPriority[];
}

/**
 * Priorities suggested for each member of a county, by the code of the member, from its own records and judgements.
 * Empty where the partnership is not a county.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (period).
 */
export async function districtPriorities(
  context: RequestContext,
  counting: Counting,
): Promise<DistrictPrioritiesOf[]> {
  const members = await context.session(async (session) => {
    const { memberIds } = await findPartnership(session, counting.partnership);
    return selectPartnershipsById(session, memberIds);
  });
  const found: DistrictPrioritiesOf[] = [];
  for (const { code, name } of members) {
    const suggested = await suggestedPriorities(context, { ...counting, partnership: code });
    found.push({ partnership: { code, name }, priorities: suggested.suggestedPriorities });
  }
  return found.sort((a, b) => (a.partnership.code < b.partnership.code ? -1 : 1));
}
