import type { IncidentRecord } from '../../src/domain/incidents';
import { type Address, type AddressBook, addresses } from './addresses';
import { existing, instantOf } from './clock';
import { outcomeOf } from './outcomes';
import { castPeople } from './people';
import { PLACES } from './positions';
import { apportion, daysIn, MONTHS, total } from './quotas';
import { type Random, random } from './random';
import { FLAG, type Series, series } from './series';
import { TIMING, type Timing } from './timing';

/** Town centres, with their weight for incidents in the middle of towns. */
const CENTRES: readonly (readonly [place: string, weight: number])[] = [
  ['Dunstable town centre', 30],
  ['Leighton Buzzard town centre', 28],
  ['Biggleswade town centre', 15],
  ['Houghton Regis', 8],
  ['Flitwick', 7],
  ['Sandy', 5],
  ['Ampthill', 4],
  ['Shefford', 3],
];

/** Distance in metres from a theme's hotspots within which its other incidents are thinned to a share. */
const AROUND_HOTSPOTS = { distance: 500, share: 0.4 };

/** Share of records without a place. */
const UNLOCATED = 0.01;
const YEAR = 365 * 86_400_000;
/** Offences with repeat victims. */
const REPEATABLE = new Set([
  'burglary-dwelling',
  'burglary-distraction',
  'burglary-non-dwelling',
  'criminal-damage',
  'wounding',
  'common-assault',
  'harassment',
]);
/** Share of an offence in which a weapon was seen. */
const ARMED: Readonly<Record<string, number>> = { 'robbery-personal': 0.2, wounding: 0.08 };

/** A record before its number is known. */
interface Draft {
  series: Series;
  offence: string;
  address: Address | null;
  from: number;
  to: number;
  month: string;
  flags: number;
  outcome: string | null;
}

/** All records of July 2007 to June 2009 in the order in which they begin, numbered by year. */
export function* incidents(): Generator<IncidentRecord> {
  const book = addresses();
  const drafts = series().flatMap((one) => draftsOf(one, book));
  drafts.sort((a, b) => a.from - b.from);
  flagRepeats(drafts);
  const people = castPeople(
    drafts.map(({ series: { name }, offence, address, month }) => ({
      series: name,
      offence,
      address,
      half: Math.floor(MONTHS.indexOf(month) / 6),
    })),
  );

  const numbers = new Map<string, number>();
  let line = 1;
  for (const [i, draft] of drafts.entries()) {
    const year = draft.month.slice(0, 4);
    const number = (numbers.get(year) ?? 0) + 1;
    numbers.set(year, number);
    const reference = `DEMO/${year}/${String(number).padStart(6, '0')}`;
    line++;
    yield {
      line,
      source: draft.series.source,
      offence: draft.offence,
      place: draft.address
        ? {
            kind: 'grid',
            easting: draft.address.easting,
            northing: draft.address.northing,
            snapped: false,
          }
        : { kind: 'unlocated' },
      occurredFrom: new Date(draft.from).toISOString(),
      occurredTo: new Date(draft.to).toISOString(),
      month: draft.month,
      precision: 'MINUTE',
      outcome: draft.outcome,
      flags: draft.flags,
      reference,
      identity: reference,
      people: people[i],
    };
  }
}

/** The records of one series, half-year by half-year, so that each half has its share of every hotspot. */
function draftsOf(one: Series, book: AddressBook): Draft[] {
  const dice = random(`incidents of ${one.name}`);
  const drafts: Draft[] = [];
  const visited: Address[] = [];
  const elsewhere = one.onRoads ? book.roads : thinned(one, book.homes, dice);
  for (let first = 0; first < MONTHS.length; first += 6) {
    const counts = one.months.slice(first, first + 6);
    const count = total(counts);
    const scenes = scenesOf(one, count, { book, elsewhere, visited }, dice);
    const parts = apportion(
      count,
      one.offences.map(([, weight]) => weight),
    );
    const offences = dice.shuffle(parts.flatMap((n, i) => Array<string>(n).fill(one.offences[i][0])));
    const months = counts.flatMap((n, i) => Array<string>(n).fill(MONTHS[first + i]));
    months.forEach((month, i) => {
      const offence = offences[i];
      const [from, to] = timesOf(one.timing ?? TIMING[offence], month, dice);
      drafts.push({
        series: one,
        offence,
        address: dice.next() < UNLOCATED ? null : scenes[i],
        from,
        to,
        month,
        flags: one.flags | (dice.next() < (ARMED[offence] ?? 0) ? FLAG.weapon : 0),
        outcome: outcomeOf(offence, dice),
      });
    });
  }
  return drafts;
}

/** As many scenes as asked for, in random order: hotspots by quota, the rest spread thinly. */
function scenesOf(
  one: Series,
  count: number,
  { book, elsewhere, visited }: { book: AddressBook; elsewhere: readonly Address[]; visited: Address[] },
  dice: Random,
): Address[] {
  const inAverageHalf = total(one.months) / 4;
  const scenes: Address[] = [];
  for (const hotspot of one.hotspots) {
    const pool = (hotspot.ring ? book.ring : book.core).get(hotspot.place);
    if (!pool) throw new Error(`The gazetteer has no ${hotspot.place}`);
    const quota = Math.round(((hotspot.perYear / 2) * count) / inAverageHalf);
    for (let i = 0; i < quota; i++) {
      // Rings are filled evenly; elsewhere some addresses have much more than others.
      const at = hotspot.ring ? Math.floor(((i + dice.next()) / quota) * pool.length) : skewed(pool, dice);
      scenes.push(pool[at]);
    }
  }

  const rest = count - scenes.length;
  const inCentres = Math.round(rest * (one.inCentres ?? 0));
  const returning = Math.round(visited.length > 0 ? rest * (one.returning ?? 0) : 0);
  for (let i = 0; i < inCentres; i++) {
    const pool = book.core.get(CENTRES[dice.weighted(CENTRES.map(([, weight]) => weight))][0]) as Address[];
    scenes.push(pool[skewed(pool, dice)]);
  }
  for (let i = 0; i < returning; i++) scenes.push(dice.pick(visited));

  // One draw from each of as many equal stretches of the neighbourly list: even, so that no clusters form by chance.
  const spread = rest - inCentres - returning;
  for (let i = 0; i < spread; i++) {
    const scene = elsewhere[Math.floor(((i + dice.next()) / spread) * elsewhere.length)];
    scenes.push(scene);
    visited.push(scene);
  }
  return dice.shuffle(scenes);
}

/** The homes that a series takes its thin background from. */
function thinned(one: Series, homes: readonly Address[], dice: Random): Address[] {
  const names = new Set(one.thinnedAround ?? one.hotspots.map((hotspot) => hotspot.place));
  const centres = PLACES.filter((place) => names.has(place.name));
  const { distance, share } = AROUND_HOTSPOTS;
  const isNear = (home: Address) =>
    centres.some(
      ({ easting, northing }) =>
        (home.easting - easting) ** 2 + (home.northing - northing) ** 2 < distance * distance,
    );
  return homes.filter((home) => !isNear(home) || dice.next() < share);
}

/** An index into the pool; the first ones are the likeliest. */
function skewed(pool: readonly unknown[], dice: Random): number {
  const u = dice.next();
  return Math.floor(((u + u * u) / 2) * pool.length);
}

/**
 * First and last possible instant, by the clock in London, beginning in that month and over by the end of June 2009.
 */
function timesOf({ hours, days, window }: Timing, month: string, dice: Random): [from: number, to: number] {
  const year = Number(month.slice(0, 4));
  const index = Number(month.slice(5)) - 1;
  const weekday = new Date(Date.UTC(year, index, 1)).getUTCDay();
  const weights = Array.from({ length: daysIn(month) }, (_, day) => days[(weekday + day) % 7]);
  const day = 1 + dice.weighted(weights);
  const minute = window ? 5 * dice.below(12) : dice.below(60);
  const wall = existing(Date.UTC(year, index, day, dice.weighted(hours), minute));
  const from = instantOf(wall);
  if (!window) return [from, from];
  const minutes = 5 * dice.between(window[0] / 5, window[1] / 5);
  return [from, Math.min(from + minutes * 60_000, instantOf(Date.UTC(2009, 5, 30, 23, 59)))];
}

/**
 * Set the repeat flag where the same happened at the same address within a year before. Drafts are in order of time.
 */
function flagRepeats(drafts: readonly Draft[]): void {
  const last = new Map<string, number>();
  for (const draft of drafts) {
    if (!draft.address || !REPEATABLE.has(draft.offence)) continue;
    const what = draft.flags & FLAG.domesticAbuse ? 'domestic-abuse' : draft.offence;
    const key = `${what} ${draft.address.easting} ${draft.address.northing}`;
    if (draft.from - (last.get(key) ?? -Infinity) <= YEAR) draft.flags |= FLAG.repeat;
    last.set(key, draft.from);
  }
}
