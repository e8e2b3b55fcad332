import { Problem } from '../../../platform/errors';
import { type Caveat, CaveatCode, caveat } from '../../caveats';
import { type SourceEntity, tellsFlags, type Vocabulary } from '../../vocabulary';
import type { FilterCodes } from './codes';
import { namesOf } from './coverage';
import { checkThemes } from './themes';

type Recorded = FilterCodes['recorded'];

/** Offences of a filter that none of some sources records. */
function unrecorded(recorded: Recorded, sources: readonly SourceEntity[]): Recorded {
  return recorded.filter((each) => !each.sources.some((source) => sources.includes(source)));
}

/** Caveats on offences that no counted source records, whose count is unknown, not zero. */
export function offenceCaveats(recorded: Recorded, counted: readonly SourceEntity[]): Caveat[] {
  return unrecorded(recorded, counted).map(({ offence }) =>
    caveat(
      CaveatCode.OFFENCE_NOT_RECORDED,
      `${offence.name} is unknown, not zero: no source that counts records it (${namesOf(counted)}).`,
    ),
  );
}

/**
 * Checks that sources record any of the themes, any of the offences and the flags of a filter.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where they record none.
 */
export function checkRecorded(
  { themes, recorded, flags }: FilterCodes,
  sources: readonly SourceEntity[],
  vocabulary: Vocabulary,
): void {
  checkThemes(themes, sources, vocabulary);
  const unseen = unrecorded(recorded, sources);
  if (unseen.length > 0 && unseen.length === recorded.length)
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `These offences are not among the records there are (${namesOf(sources)}): ` +
        `${unseen.map(({ offence }) => offence.code).join(', ')}. Their count is unknown, not zero.`,
    );
  if (flags !== 0 && !sources.some((source) => tellsFlags(source, flags, vocabulary)))
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `The records there are (${namesOf(sources)}) do not tell these flags, so the number of incidents with these is unknown, not zero.`,
    );
}
