import { Problem } from '../../../platform/errors';
import { type Caveat, CaveatCode, caveat } from '../../caveats';
import type { SourceEntity, Vocabulary } from '../../vocabulary';
import type { FilterCodes } from './codes';
import { namesOf } from './coverage';
import { themeCaveats } from './themes';

/**
 * Caveats on offences that no source records, whose count is unknown, not zero.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where the sources record none of the offences, or no flags.
 */
function offenceCaveats(
  { recorded, flags }: Pick<FilterCodes, 'recorded' | 'flags'>,
  sources: SourceEntity[],
): Caveat[] {
  const names = namesOf(sources);
  const unseen = recorded.filter((each) => !each.sources.some((source) => sources.includes(source)));
  if (unseen.length > 0 && unseen.length === recorded.length)
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `These offences are not among the records there are (${names}): ` +
        `${unseen.map(({ offence }) => offence.code).join(', ')}. Their count is unknown, not zero.`,
    );
  // Open data has no flags, and every closed source may have any.
  if (flags !== 0 && sources.every(({ access }) => access === 'OPEN'))
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `The records there are (${names}) have no flags, so the number of incidents with these is unknown, not zero.`,
    );
  return unseen.map(({ offence }) =>
    caveat(
      CaveatCode.OFFENCE_NOT_RECORDED,
      `${offence.name} is unknown, not zero: no counted source records it (${names}).`,
    ),
  );
}

/**
 * Caveats on themes and offences of a filter that its sources do not record.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where they record none of its themes, none of its offences, or no flags.
 */
export function unrecordedCaveats(
  codes: FilterCodes,
  sources: SourceEntity[],
  vocabulary: Vocabulary,
): Caveat[] {
  return [...themeCaveats(codes.themes, sources, vocabulary), ...offenceCaveats(codes, sources)];
}
