import type { RequestContext } from '../../access';
import { findPartnership, selectPartnershipsById } from '../../domain/areas';
import type { Coded } from '../../domain/vocabulary';
import type { Counting } from './counted';
import { type Figures, figuresOf } from './figures';
import { prioritySigns } from './judgements';
import { cellOf, type Matrices, readMatrices } from './matrices';
import { type MatrixCell, MatrixKind } from './matrix.type';

/** Theme suggested as a priority, with the reasons in words. */
export interface SuggestedPriorityOf {
  theme: Coded;
  because: string[];
}

/** Reason for a high volume in words, from the judgement and from the counts, where there are both. */
function volumeWords({ asserted, computed, conflict }: MatrixCell): string {
  if (!asserted) return `High volume: ${computed.evidence}`;
  if (computed.value === null) return 'High volume, as the partnership says.';
  return `High volume, as the partnership says${conflict ? ', though the counts say otherwise' : ''}: ${computed.evidence}`;
}

/**
 * Priorities suggested by the scanning table, in its order: themes with a high volume, and themes that are a priority
 * of both the Local Area Agreement and the community.
 */
export function prioritiesIn(matrices: Matrices, figures: Figures): SuggestedPriorityOf[] {
  const { rows, criteria } = matrices.of(MatrixKind.PRIORITY_SCANNING);
  return rows.flatMap(({ theme }) => {
    const cell = (code: string) => {
      const criterion = criteria.find((each) => each.code === code);
      return criterion ? cellOf(criterion, theme, matrices.asserted, figures) : null;
    };
    const volume = cell('high-volume');
    const signs = prioritySigns({
      highVolume: volume?.value ?? null,
      laaPriority: cell('laa-priority')?.value ?? null,
      communityPriority: cell('community-priority')?.value ?? null,
    });
    const because = [
      ...(volume && signs.volume ? [volumeWords(volume)] : []),
      ...(signs.agreed ? ['A priority of both the Local Area Agreement and the community.'] : []),
    ];
    return because.length > 0 ? [{ theme: { code: theme.code, name: theme.name }, because }] : [];
  });
}

/**
 * Priorities suggested for a partnership and a period, with the reasons in words.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (period).
 */
export async function suggestedPriorities(
  context: RequestContext,
  counting: Counting,
): Promise<SuggestedPriorityOf[]> {
  const matrices = await readMatrices(context, counting.partnership, counting.period);
  return prioritiesIn(matrices, await figuresOf(context, counting));
}

/** Priorities suggested for one member of a county. */
export interface DistrictPrioritiesOf {
  partnership: Coded;
  priorities: SuggestedPriorityOf[];
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
    const priorities = await suggestedPriorities(context, { ...counting, partnership: code });
    found.push({ partnership: { code, name }, priorities });
  }
  return found.sort((a, b) => (a.partnership.code < b.partnership.code ? -1 : 1));
}
