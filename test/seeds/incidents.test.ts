import { createHash } from 'node:crypto';
import { existing, instantOf } from '../../seeds/demonstration/clock.js';
import { demonstration } from '../../seeds/demonstration/index.js';
import { MONTHS } from '../../seeds/demonstration/quotas.js';
import type { IncidentRecord } from '../../src/ingest/reading/record.js';
import { BELONGS, PERIOD } from './themes.js';

const records = [...demonstration.incidents()];
const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** `YYYY-MM-DD, HH:MM` on a clock in London. */
const wallClock = (instant: string): string => london.format(new Date(instant));
const perYear = (belongs: (record: IncidentRecord) => boolean): number => records.filter(belongs).length / 2;

const fingerprint = (all: Iterable<IncidentRecord>): string => {
  const hash = createHash('sha256');
  for (const { people: _, ...record } of all) hash.update(JSON.stringify(record));
  return hash.digest('hex');
};

test('every run gives the same records, on every machine', () => {
  expect(fingerprint(demonstration.incidents())).toBe(fingerprint(records));
  // A deliberate change of the generator changes this value; anything else that does is a fault.
  expect(fingerprint(records)).toBe('86598b3b9f304faf04973446c8be7ca9cfb255733a6c9653be6b56bb13aa4e77');
  const people = createHash('sha256');
  for (const record of records) people.update(JSON.stringify(record.people));
  expect(people.digest('hex')).toBe('5b28c407b3608e6fa37e62680f2e090bf0ae431f16bc9a2b3b3e8adbaabd203f');
});

test.each([
  ['anti-social-behaviour', 9000],
  ['criminal-damage', 4000],
  ['wounding', 2200],
  ['common-assault', 1300],
  ['violent-crime', 5000],
  ['domestic-abuse', 1900],
  ['alcohol-misuse', 5000 / 3],
  ['hate-crime', 120],
  ['theft-from-vehicles', 1800],
  ['domestic-burglary', 1600],
  ['non-domestic-burglary', 1600],
  ['theft-of-vehicles', 600],
  ['drug-misuse', 650],
  ['casualty-reduction', 600],
  ['bicycle-theft', 450],
  ['sexual-offences', 240],
  ['theft-from-person', 200],
  ['robbery', 150],
])('a year has about the published volume of %s', (theme, volume) => {
  expect(Math.abs(perYear(BELONGS[theme]) / volume - 1)).toBeLessThan(0.055);
});

test.each([
  ['harassment', 1500],
  ['other-theft', 2500],
  ['shoplifting', 1200],
  ['burglary-distraction', 60],
  ['other-sexual-offence', 190],
  ['rape', 50],
])('a year has about the published volume of the offence %s', (offence, volume) => {
  expect(Math.abs(perYear((record) => record.offence === offence) / volume - 1)).toBeLessThan(0.02);
});

test('exactly the nine themes that the 2009 table ticks as high volume reach 5 %, in every period', () => {
  const matrix = Object.keys(BELONGS).filter(
    (theme) => !['vehicle-crime', 'drug-misuse', 'alcohol-misuse'].includes(theme),
  );
  expect(matrix).toHaveLength(20);
  for (const period of Object.values(PERIOD)) {
    const inPeriod = records.filter(period);
    const high = matrix.filter((theme) => inPeriod.filter(BELONGS[theme]).length >= 0.05 * inPeriod.length);
    expect(high.sort()).toEqual([
      'anti-social-behaviour',
      'criminal-damage',
      'domestic-abuse',
      'domestic-burglary',
      'non-domestic-burglary',
      'serious-acquisitive-crime',
      'theft-from-vehicles',
      'violent-crime',
      'wounding',
    ]);
  }
});

test('sources fit offences', () => {
  const sourceOf = (offence: string): string => {
    if (offence.startsWith('asb-')) return 'police-incidents';
    return offence === 'road-collision' ? 'road-collisions' : 'police-crimes';
  };
  expect(records.filter(({ source, offence }) => source !== sourceOf(offence))).toEqual([]);
});

test('domestic abuse, hate and alcohol flag violence only, and no incident is both domestic abuse and hate', () => {
  const wrong = records.filter(
    (record) =>
      (record.flags & 7 && !BELONGS['violent-crime'](record)) ||
      (record.flags & 3) === 3 ||
      record.flags > 31,
  );
  expect(wrong).toEqual([]);
});

test('the repeat flag tells the truth: the same happened there within a year before', () => {
  const last = new Map<string, number>();
  let repeats = 0;
  const untrue = records.filter(({ place, flags, offence, occurredFrom }) => {
    if (place.kind !== 'grid') return flags & 8;
    const key = `${flags & 1 ? 'domestic-abuse' : offence} ${place.easting} ${place.northing}`;
    const at = Date.parse(occurredFrom);
    const isRecent = at - (last.get(key) ?? -Infinity) <= 365 * 86_400_000;
    last.set(key, at);
    if (flags & 8) repeats++;
    return flags & 8 && !isRecent;
  });
  expect(untrue).toEqual([]);
  expect(repeats).toBeGreaterThan(1000);
});

describe('places', () => {
  const spotted = records.flatMap(({ place }) => (place.kind === 'grid' ? [place] : []));
  const spots = new Map(spotted.map((place) => [`${place.easting} ${place.northing}`, place]));
  const unlocated = records.filter(({ place }) => place.kind === 'unlocated').length;

  test('about one in a hundred records has none, and the others share about 12,000 unsnapped spots', () => {
    expect(Math.abs(unlocated / records.length - 0.01)).toBeLessThan(0.002);
    expect(spots.size).toBeGreaterThan(11_000);
    expect(spots.size).toBeLessThan(13_000);
    expect(spotted.filter((place) => place.snapped)).toEqual([]);
    expect(spotted.length + unlocated).toBe(records.length);
  });

  test('each spot lies inside exactly one ward, one SNT area and one postcode district, and on no boundary', () => {
    const areas = demonstration.areas();
    for (const kind of ['PARTNERSHIP', 'WARD', 'SNT_AREA', 'POSTCODE_DISTRICT'] as const) {
      const rings = areas[kind].features.flatMap((feature) => {
        expect(feature.geometry.coordinates.every((polygon) => polygon.length === 1)).toBe(true); // no holes
        return feature.geometry.coordinates.map(([ring]) => ({
          ring,
          west: Math.min(...ring.map(([x]) => x)),
          east: Math.max(...ring.map(([x]) => x)),
          south: Math.min(...ring.map(([, y]) => y)),
          north: Math.max(...ring.map(([, y]) => y)),
        }));
      });
      const wrong = [...spots.values()].filter(({ easting: x, northing: y }) => {
        let around = 0;
        for (const { ring, west, east, south, north } of rings) {
          if (x < west || x > east || y < south || y > north) continue;
          let within = false;
          for (let i = 1; i < ring.length; i++) {
            const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
            const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax); // exact: whole numbers
            if (side === 0 && (x - ax) * (x - bx) <= 0 && (y - ay) * (y - by) <= 0) return true;
            if (ay > y !== by > y && side > 0 === by > ay) within = !within;
          }
          if (within) around++;
        }
        return around !== 1;
      });
      expect(wrong).toEqual([]);
    }
  });
});

describe('times', () => {
  test('clocks go forward: the skipped hour is never used, and the hours about it are right', () => {
    const night = (hour: number, minute: number) => Date.UTC(2008, 2, 30, hour, minute);
    expect(instantOf(night(0, 59))).toBe(Date.UTC(2008, 2, 30, 0, 59));
    expect(existing(night(1, 30))).toBe(night(2, 30));
    expect(instantOf(night(2, 0))).toBe(Date.UTC(2008, 2, 30, 1, 0));
  });

  test('clocks go back: the repeated hour is meant the first time', () => {
    const night = (hour: number, minute: number) => Date.UTC(2008, 9, 26, hour, minute);
    expect(instantOf(night(0, 59))).toBe(Date.UTC(2008, 9, 25, 23, 59));
    expect(instantOf(night(1, 30))).toBe(Date.UTC(2008, 9, 26, 0, 30));
    expect(instantOf(night(2, 0))).toBe(Date.UTC(2008, 9, 26, 2, 0));
    expect(existing(night(1, 30))).toBe(night(1, 30));
  });

  test('every hour of three years agrees with the time zone database', () => {
    const wrong: string[] = [];
    for (let wall = Date.UTC(2007, 0, 1); wall < Date.UTC(2010, 0, 1); wall += 3_600_000) {
      const digits = new Date(wall).toISOString().slice(0, 16).replace('T', ', ');
      if (existing(wall) === wall && wallClock(new Date(instantOf(wall)).toISOString()) !== digits)
        wrong.push(digits);
    }
    expect(wrong).toEqual([]);
  });

  test('all incidents begin in their month by the clock in London, and none ends after June 2009', () => {
    const wrong = records.filter(
      ({ occurredFrom, occurredTo, month, precision }, i) =>
        precision !== 'MINUTE' ||
        wallClock(occurredFrom).slice(0, 7) !== month ||
        occurredTo < occurredFrom ||
        wallClock(occurredTo) > '2009-06-30, 23:59' ||
        (i > 0 && occurredFrom < records[i - 1].occurredFrom),
    );
    expect(wrong).toEqual([]);
    expect(new Set(records.map((record) => record.month))).toEqual(new Set(MONTHS));
  });

  test('shoplifting keeps shop hours by the clock in London, summer and winter', () => {
    const hours = new Set(
      records
        .filter((record) => record.offence === 'shoplifting')
        .map((record) => Number(wallClock(record.occurredFrom).slice(12, 14))),
    );
    expect(Math.min(...hours)).toBe(8);
    expect(Math.max(...hours)).toBe(19);
  });

  test('anti-social behaviour and assault have a start only, burglary a window of hours', () => {
    const minutes = (record: IncidentRecord) =>
      (Date.parse(record.occurredTo) - Date.parse(record.occurredFrom)) / 60_000;
    const wrong = records.filter((record) => {
      if (/^asb-|assault|wounding/.test(record.offence)) return minutes(record) !== 0;
      return record.offence === 'burglary-dwelling' && record.month < '2009-06' && minutes(record) < 60;
    });
    expect(wrong).toEqual([]);
  });
});

test('records hold what a loader needs, and of people codes only', () => {
  const fields =
    'flags identity line month occurredFrom occurredTo offence outcome people place precision reference source';
  const shapes = new Set(records.map((record) => Object.keys(record).sort().join(' ')));
  expect([...shapes]).toEqual([fields]);
  const places = new Set(records.map((record) => Object.keys(record.place).sort().join(' ')));
  expect([...places].sort()).toEqual(['easting kind northing snapped', 'kind']);

  const codes =
    /^(VICTIM|OFFENDER|SEARCHED|FEMALE|MALE|WARD|TEN_YEAR|AGE_\d+_(\d+|PLUS)|OFFICER_DEFINED_IC|IC\d|DEMO-\w+(-\d+)?|(VICTIM|OFFENDER) \d)$/;
  const said = new Set(JSON.stringify(records.map(({ people }) => people)).match(/(?<=:")[^"]*(?=")/g));
  expect([...said].filter((text) => !codes.test(text))).toEqual([]);

  const wrong = records.filter(
    ({ line, reference, identity, month, source, outcome }, i) =>
      line !== i + 2 ||
      !/^DEMO\/200[789]\/\d{6}$/.test(identity) ||
      reference !== identity ||
      reference.slice(5, 9) !== month.slice(0, 4) ||
      (outcome === null) !== (source !== 'police-crimes'),
  );
  expect(wrong).toEqual([]);
  expect(new Set(records.map((record) => record.identity)).size).toBe(records.length);
  expect(new Set(records.map((record) => record.outcome)).size).toBeLessThan(10); // a closed list, no free text
});
