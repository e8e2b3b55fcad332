import type { Match, Sight, SourceGaps } from './document';
import type { Installation } from './installation';
import { withParts } from './parts';
import type { SourceEntity } from './vocabulary.entity';

/** Composition of a theme. */
interface Theme {
  offenceIds: readonly number[];
  /** Bits of its flags. */
  flags: number;
  match: Match;
}

/** Ids of the offences that deliveries with gaps lack, with their parts. */
function missingOffences({ offences: codes = [] }: SourceGaps, installation: Installation): Set<number> {
  const named = codes.map((code) => installation.offences.find(code)!.id);
  return new Set(withParts(named, installation));
}

/** Bits of the flags that deliveries with gaps lack. */
function untoldBits({ flags: codes = [] }: SourceGaps, { flags }: Installation): number {
  return flags.filter(({ code }) => codes.includes(code)).reduce((mask, { bit }) => mask | bit, 0);
}

/** Offences that sources record, and flags that they do not tell, in a partnership's deliveries. */
export interface Told extends Pick<Installation, 'sourceOffences'> {
  /** Bits of flags by the id of the source; one that is missing tells all that its kind can. */
  untoldFlags: ReadonlyMap<number, number>;
}

/** Offences that sources record, and flags that they do not tell, where a partnership's deliveries have gaps. */
export function withGaps(gaps: Record<string, SourceGaps>, installation: Installation): Told {
  const sources = Object.entries(gaps).map(([code, own]) => ({
    id: installation.sources.find(code)!.id,
    missing: missingOffences(own, installation),
    bits: untoldBits(own, installation),
  }));
  return {
    sourceOffences: installation.sourceOffences.filter(
      ({ sourceId, offenceId }) =>
        !sources.some(({ id, missing }) => id === sourceId && missing.has(offenceId)),
    ),
    untoldFlags: new Map(sources.map(({ id, bits }) => [id, bits])),
  };
}

/** Whether records of a source tell all of some flags: open data has none, and deliveries may have gaps. */
export function tellsFlags(
  { id, access }: Pick<SourceEntity, 'id' | 'access'>,
  flags: number,
  { untoldFlags }: Pick<Told, 'untoldFlags'>,
): boolean {
  return flags === 0 || (access === 'CLOSED' && (flags & (untoldFlags.get(id) ?? 0)) === 0);
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
  const { sourceOffences, sources } = installation;
  const missing = missingOffences(gaps, installation);
  const recorded = offenceIds.filter((id) =>
    sourceOffences.some((pair) => pair.sourceId === sourceId && pair.offenceId === id),
  );
  const told = recorded.filter((id) => !missing.has(id));
  // Flags are those of police records.
  const ownFlags = sources.get(sourceId).byDefault ? flags : 0;
  const toldFlags = ownFlags & ~untoldBits(gaps, installation);
  if (told.length === recorded.length && toldFlags === ownFlags) return sight;
  const isHeld = match === 'ALL' ? told.length > 0 && toldFlags !== 0 : told.length > 0 || toldFlags !== 0;
  return isHeld ? 'PARENT_ONLY' : null;
}
