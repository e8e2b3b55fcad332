import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import { requireNamed, themeNamed, type Vocabulary, vocabularyAt } from '../../domain/vocabulary';
import { checkPeriod, type Period } from '../../platform/calendar';
import { Conflict } from '../../platform/errors';
import { type Target, TargetAim, type TargetInput, TargetStatus } from './target.type';
import { type StoredTarget, selectTargets, storeTarget } from './targets.queries';

/** Maximum miss that counts as near, as a share of the target. */
const NEAR = 0.05;

/** Status of a count against a target: a miss of up to 5% of the target is near. */
export function statusOf(actual: number | null, target: number | null, aim: TargetAim | null): TargetStatus {
  if (target === null) return TargetStatus.NO_TARGET;
  if (actual === null) return TargetStatus.UNKNOWN;
  const miss = aim === TargetAim.AT_LEAST ? target - actual : actual - target;
  if (miss <= 0) return TargetStatus.ON_TARGET;
  return miss <= NEAR * target ? TargetStatus.NEAR : TargetStatus.OFF_TARGET;
}

const toTarget = (stored: StoredTarget, vocabulary: Vocabulary): Target => ({
  theme: themeNamed(vocabulary, stored.theme_id),
  period: { from: stored.period_from, to: stored.period_to },
  count: stored.count,
  aim: stored.aim,
  version: stored.version,
  setBy: stored.set_by,
  setAt: stored.set_at,
});

/** Whether a target is for the theme and period of an input. */
const isSame = ({ theme, period }: Target, input: TargetInput) =>
  theme.code === input.theme && period.from === input.period.from && period.to === input.period.to;

/** All targets of a partnership: by theme, the shortest period first. */
export function targetsOf(context: RequestContext, code: string): Promise<Target[]> {
  return context.session(async (session) => {
    const { id, dataVersion } = await findPartnership(session, code);
    const vocabulary = await vocabularyAt(session, { id, dataVersion });
    return (await selectTargets(session, id, null)).map((stored) => toTarget(stored, vocabulary));
  });
}

/**
 * Sets or changes a target, with its line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND (partnership), BAD_USER_INPUT (theme, period), CONFLICT where `version` is not
 *   the present one.
 */
export async function setTarget(context: RequestContext, input: TargetInput): Promise<Target> {
  const period: Period = { from: input.period.from, to: input.period.to };
  checkPeriod(period, 'input.period');
  const { id, vocabulary } = await context.session(async (session) => {
    const found = await findPartnership(session, input.partnership);
    return {
      id: found.id,
      vocabulary: await vocabularyAt(session, found),
    };
  });
  const deed = {
    action: 'target.set',
    partnershipId: id,
    detail: { theme: input.theme, ...period, count: input.count, aim: input.aim },
  };
  const stored = await context.edit(deed, async (session) => {
    const theme = requireNamed('themes', 'input.theme', input.theme, vocabulary);
    const { count, aim, version } = input;
    const setBy = `key ${context.viewer.keyId}`;
    const target = { partnershipId: id, themeId: theme.id, period, aim, count, version, setBy };
    const result = await storeTarget(session, target);
    if (!result)
      throw new Conflict(
        'The target has another version than the one named: someone else has set, changed or removed it. Read it again.',
        async () => (await targetsOf(context, input.partnership)).find((each) => isSame(each, input)) ?? null,
      );
    return result;
  });
  return toTarget(stored, vocabulary);
}
