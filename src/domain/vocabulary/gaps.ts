import type { Match, Sight, SourceGaps } from './document';
import type { Installation } from './installation';
import { withParts } from './parts';

/** Composition of a theme. */
interface Theme {
  offenceIds: readonly number[];
  /** Bits of its flags. */
  flags: number;
  match: Match;
}

/**
 * How a source sees a theme where a partnership's deliveries of it have gaps: in part, where they hold some of its offences and
 * flags; null where they hold none, so that its count is unknown.
 */
export function sightWithGaps(
  sight: Sight,
  sourceId: number,
  { offenceIds, flags, match }: Theme,
  gaps: SourceGaps | undefined,
  installation: Installation,
): Sight | null {
  if (!gaps) return sight;
  const { offences, sourceOffences, sources } = installation;
  const named = (gaps.offences ?? []).map((code) => offences.find(code)!.id);
  const missing = new Set(withParts(named, installation));
  const recorded = offenceIds.filter((id) =>
    sourceOffences.some((pair) => pair.sourceId === sourceId && pair.offenceId === id),
  );
  const told = recorded.filter((id) => !missing.has(id));
  const untoldFlags = installation.flags
    .filter(({ code }) => gaps.flags?.includes(code))
    .reduce((mask, { bit }) => mask | bit, 0);
  // Flags are those of police records.
  const ownFlags = sources.get(sourceId).byDefault ? flags : 0;
  const toldFlags = ownFlags & ~untoldFlags;
  if (told.length === recorded.length && toldFlags === ownFlags) return sight;
  const isHeld = match === 'ALL' ? told.length > 0 && toldFlags !== 0 : told.length > 0 || toldFlags !== 0;
  return isHeld ? 'PARENT_ONLY' : null;
}
