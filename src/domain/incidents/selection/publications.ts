import { addMonths, monthOf, type Period, sharedStretches } from '../../../platform/calendar';
import { holdersOf, isCounty, type Partnership } from '../../areas';
import { type Caveat, CaveatCode, caveat } from '../../caveats';
import type { SourceEntity, Vocabulary } from '../../vocabulary';
import { type DeliveredTo, deliveredMonths, isDelivered, type KnownCoverage } from './delivery';

/** Open source, the closed source whose records it publishes, and the offences that it publishes them under. */
export interface Publication {
  open: SourceEntity;
  closed: SourceEntity;
  offenceIds: number[];
}

/** Rows of an open source that do not count, because the closed source has delivered these events. */
export interface Superseded {
  openId: number;
  closedId: number;
  offenceIds: readonly number[];
  /** Partnerships to which the closed source has delivered the months. */
  holderIds: readonly number[];
  months: Period;
}

/**
 * Publications with both sources among some sources.
 *
 * @param offenceIds offences of the filter; empty: all.
 */
export function publicationsAmong(
  sources: readonly SourceEntity[],
  offenceIds: readonly number[],
  { sourceOffences }: Vocabulary,
): Publication[] {
  const isAsked = (id: number) => offenceIds.length === 0 || offenceIds.includes(id);
  return sources.flatMap((open) =>
    sources.flatMap((closed) => {
      const published = sourceOffences.filter(
        (pair) => pair.sourceId === open.id && pair.publishedFrom === closed.id && isAsked(pair.offenceId),
      );
      return published.length === 0
        ? []
        : [{ open, closed, offenceIds: published.map(({ offenceId }) => offenceId) }];
    }),
  );
}

/** Rows of open sources that do not count: one entry for the partnerships to which the same months were delivered. */
export function supersededRows(
  publications: readonly Publication[],
  coverage: readonly KnownCoverage[],
): Superseded[] {
  return publications.flatMap(({ open, closed, offenceIds }) => {
    const byMonths = new Map<string, Superseded>();
    for (const { sourceId, partnershipId } of coverage) {
      if (sourceId !== closed.id) continue;
      for (const months of deliveredMonths(coverage, closed, partnershipId)) {
        const key = `${months.from} ${months.to}`;
        const holderIds = [...(byMonths.get(key)?.holderIds ?? []), partnershipId];
        byMonths.set(key, { openId: open.id, closedId: closed.id, offenceIds, holderIds, months });
      }
    }
    return [...byMonths.values()];
  });
}

/** Months of a publication that are counted from one source without a break. */
interface Run {
  source: SourceEntity;
  first: string;
  last: string;
}

function runsOf(
  { open, closed }: Publication,
  coverage: readonly KnownCoverage[],
  holderId: number,
  { from, to }: Period,
): Run[] {
  const runs: Run[] = [];
  for (let month = monthOf(from); month <= to; month = addMonths(month, 1)) {
    const source = [closed, open].find((each) => isDelivered(coverage, each, holderId, month));
    const run = runs.at(-1);
    if (source && run?.source === source) run.last = month;
    else if (source) runs.push({ source, first: month, last: month });
  }
  return runs;
}

function runText({ source, first, last }: Run, index: number, { length }: readonly Run[]): string {
  const [from, to] = [first.slice(0, 7), last.slice(0, 7)];
  const months = index === 0 ? `to ${to}` : index === length - 1 ? `from ${from} on` : `${from} to ${to}`;
  return `${months} from ${source.name}`;
}

/** Caveats on publications whose source changes inside a period, for each partnership where it does. */
export function changeCaveats(
  publications: readonly Publication[],
  coverage: readonly KnownCoverage[],
  period: Period,
  partnership: Partnership,
): Caveat[] {
  const { ids, names } = holdersOf(partnership);
  return publications.flatMap((publication) =>
    ids.flatMap((id, i) => {
      const runs = runsOf(publication, coverage, id, period);
      if (runs.length < 2) return [];
      return [
        caveat(
          CaveatCode.SOURCE_CHANGES,
          `Months${isCounty(partnership) ? ` of ${names[i]}` : ''} ${runs.map(runText).join(', ')}: both tell of the same ` +
            'events, so each month counts from one of them, and numbers may jump where the source changes.',
        ),
      ];
    }),
  );
}

/** Caveats on sources that were named together although they record identical events in months of the period. */
export function doubleCaveats(
  publications: readonly Publication[],
  period: Period,
  { partnership, coverage }: DeliveredTo,
): Caveat[] {
  const doubled = publications.filter(({ open, closed }) =>
    holdersOf(partnership).ids.some((id) => {
      const [ours, theirs] = [open, closed].map((source) => deliveredMonths(coverage, source, id));
      return sharedStretches(sharedStretches(ours, theirs), [period]).length > 0;
    }),
  );
  const pairs = new Set(doubled.map(({ open, closed }) => `${closed.name} and ${open.name}`));
  return [...pairs].map((pair) =>
    caveat(
      CaveatCode.COUNTED_TWICE,
      `${pair} tell of the same events and were both named: these count twice.`,
    ),
  );
}
