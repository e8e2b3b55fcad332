import { intersection, type Period } from '../../../platform/calendar';
import { listCodes, Problem } from '../../../platform/errors';
import { holdersOf, isCounty, type Partnership } from '../../areas';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../caveats';
import type { SourceEntity, Vocabulary } from '../../vocabulary';
import { type DeliveredTo, deliveredMonths } from './delivery';
import type { Feed } from './feeds';

/** Months that a source has delivered, to the partnership or to a member of the county. */
interface DeliveredSpan {
  source: SourceEntity;
  /** From the first month to the last. */
  span: Period;
  holderId: number;
  /** Name of the member; null where the partnership is no county. */
  member: string | null;
}

/** The sources of a filter that have delivered anything, and when. */
export interface Delivered {
  sources: SourceEntity[];
  spans: DeliveredSpan[];
  /** From the earliest first month to the latest last one. */
  whole: Period;
}

/** Names of sources, separated by commas. */
export function namesOf(sources: readonly SourceEntity[]): string {
  return sources.map(({ name }) => name).join(', ');
}

/**
 * The sources of a filter that can hold what it asks and have delivered anything; where none of those has, the others
 * of its sources that have.
 *
 * @throws Problem NOT_ENOUGH_DATA where none has.
 */
export function deliveredBy(
  { sources, able }: { sources: SourceEntity[]; able: SourceEntity[] },
  delivery: DeliveredTo,
  vocabulary: Vocabulary,
): Delivered {
  const found = [able, sources].map((asked) => deliveredAmong(asked, delivery)).find((each) => each !== null);
  if (found) return found;
  const codes = [...new Set(delivery.coverage.map(({ sourceId }) => vocabulary.sources.get(sourceId).code))];
  const others =
    codes.length > 0
      ? `; there are: ${listCodes(codes)}`
      : '. Import some first, for example with: csg import police-uk';
  throw new Problem(
    'NOT_ENOUGH_DATA',
    delivery.released && sources.some(({ access }) => access === 'CLOSED')
      ? `No records of the sources asked for are published for this partnership${others}. Protected counts of closed ` +
          `sources are published with a release; the next is due on ${delivery.partnership.releaseDue}.`
      : `No records of the sources asked for have been imported for this partnership${others}.`,
  );
}

/** Those of some sources that have delivered anything, and when; null where none has. */
export function deliveredAmong(
  asked: readonly SourceEntity[],
  { partnership, coverage }: DeliveredTo,
): Delivered | null {
  const { ids, names } = holdersOf(partnership);
  const spans = asked.flatMap((source) =>
    ids.flatMap((holderId, i) => {
      const months = deliveredMonths(coverage, source, holderId);
      const member = isCounty(partnership) ? names[i] : null;
      return months.length === 0 ? [] : [{ source, span: hullOf(months), holderId, member }];
    }),
  );
  if (spans.length === 0) return null;
  return {
    sources: asked.filter((source) => spans.some((each) => each.source === source)),
    spans,
    whole: hullOf(spans.map(({ span }) => span)),
  };
}

/** From the first day of some periods to the last. */
function hullOf(periods: readonly Period[]): Period {
  const firsts = periods.map(({ from }) => from).sort();
  const lasts = periods.map(({ to }) => to).sort();
  return { from: firsts[0], to: lasts.at(-1)! };
}

function spanText({ source, span, member }: DeliveredSpan): string {
  return `${source.name}${member === null ? '' : ` of ${member}`} ${span.from} to ${span.to}`;
}

/** @throws Problem NOT_ENOUGH_DATA where no source has delivered a day of the period. */
export function checkDelivered({ spans }: Delivered, period: Period): void {
  if (spans.every(({ span }) => intersection(span, period) === null))
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `The period lies outside what has been delivered: ${spans.map(spanText).join('; ')}.`,
    );
}

/** Caveats on days and members that the delivered records miss. */
export function coverageCaveats(
  { sources, spans }: Delivered,
  feeds: readonly Feed[],
  period: Period,
  { partnership, released }: DeliveredTo,
): Caveat[] {
  // Months after the last release have a caveat of their own (releaseCaveats).
  const told = ({ source, span }: DeliveredSpan) =>
    !(released && source.access === 'CLOSED' && span.from <= period.from);
  return [...gapCaveats(spans.filter(told), feeds, period), ...countyCaveats(sources, feeds, partnership)];
}

/** Days that nobody has delivered are unknown, not free of incidents. */
function gapCaveats(spans: DeliveredSpan[], feeds: readonly Feed[], period: Period): Caveat[] {
  const reachesOver = ({ stretches }: Feed) =>
    stretches[0].from <= period.from && stretches.at(-1)!.to >= period.to;
  const short = spans.filter(({ source, holderId }) =>
    feeds.some((feed) => feed.holderId === holderId && feed.sources.includes(source) && !reachesOver(feed)),
  );
  if (short.length === 0) return [];
  const spanTexts = short.map(spanText).join('; ');
  return [
    caveat(CaveatCode.NOT_DELIVERED, `The period reaches beyond what has been delivered (${spanTexts}).`),
  ];
}

/** Square metres that members of a county may share before an answer says so: outlines never quite agree. */
const NOTABLE_OVERLAP = 10_000;

function countyCaveats(
  sources: SourceEntity[],
  feeds: readonly Feed[],
  { memberNames, memberIds, overlap }: Partnership,
): Caveat[] {
  const isFed = (source: SourceEntity, holderId: number) =>
    feeds.some((feed) => feed.holderId === holderId && feed.sources.includes(source));
  const missing = sources.map((source) => ({
    source,
    from: memberNames.filter((_, i) => !isFed(source, memberIds[i])),
  }));
  return [
    ...missing
      .filter(({ from }) => from.length > 0)
      .map(({ source, from }) =>
        caveat(
          CaveatCode.NOT_DELIVERED,
          `${source.name}: nothing was delivered to ${from.join(', ')}, where it is unknown, not zero.`,
        ),
      ),
    ...caveatIf(
      overlap >= NOTABLE_OVERLAP,
      CaveatCode.COUNTED_TWICE,
      `Boundaries of members overlap by up to ${(overlap / 10_000).toFixed(1)} ha: an incident there that was delivered ` +
        'to both counts twice.',
    ),
  ];
}
