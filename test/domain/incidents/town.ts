/**
 * A town of generated incidents, and what it knows of itself without asking the product: the oracle of the tests of
 * this folder. Two vintages of wards, SNT areas, overlapping postcode districts and LSOAs, all of them boxes on a
 * lattice on which every place lies, so that edges and corners are frequent.
 */
import fc from 'fast-check';
import { SOURCES } from '../../../src/domain/vocabulary';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { sql } from '../../support/api';
import { countedSources, isSuperseded } from '../../support/counted-sources';
import { box, importAreas, ORIGIN, partnershipOf, type Ring } from '../../support/ground';
import { crime, load, londonDate } from '../../support/records';
import { OFFENCES, THEMES } from '../../support/vocabulary';

export const TOWN = 'TOWN';

type Kind = 'WARD' | 'SNT_AREA' | 'POSTCODE_DISTRICT' | 'LSOA';
interface Box {
  kind: Kind;
  code: string;
  ring: Ring;
  from?: string;
  to?: string;
}

const area = (kind: Kind, code: string, ring: Ring, times: { from?: string; to?: string } = {}): Box => ({
  kind,
  code,
  ring,
  ...times,
});

/** 4 km square; the second ward of the north-west of the new vintage has a gap beside it that no ward fills. */
export const AREAS: Box[] = [
  area('WARD', 'W_south', box(0, 0, 4000, 2000), { to: '2022-12-31' }),
  area('WARD', 'W_north', box(0, 2000, 4000, 2000), { to: '2022-12-31' }),
  area('WARD', 'W_south', box(0, 0, 2000), { from: '2023-01-01' }),
  area('WARD', 'A_south_east', box(2000, 0, 2000), { from: '2023-01-01' }),
  area('WARD', 'W_north', box(0, 2000, 1000, 2000), { from: '2023-01-01' }),
  area('WARD', 'b_north_east', box(2000, 2000, 2000), { from: '2023-01-01' }),
  area('SNT_AREA', 'S_west', box(0, 0, 2400, 4000)),
  area('SNT_AREA', 'S_east', box(2400, 0, 1600, 4000)),
  area('POSTCODE_DISTRICT', 'LU5', box(-200, -200, 3000, 4400)),
  area('POSTCODE_DISTRICT', 'LU6', box(2200, -200, 2000, 4400)),
  area('LSOA', 'L1', box(0, 0, 4000, 1000)),
  area('LSOA', 'L2', box(0, 1000, 4000, 3000), { from: '2023-03-01' }),
];

const bySource = new Map(SOURCES.map((source) => [source.code, source]));
const byOffence = new Map(OFFENCES.map((offence) => [offence.code, offence]));

const at = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
  .map(([x, y]): [number, number] => [x * 200, y * 200]);
/** Instants from November 2022 to April 2023, many of them about midnight in London, winter or summer. */
const instant = fc
  .tuple(fc.integer({ min: 1, max: 180 }), fc.constantFrom(-61, -60, -59, -1, 0, 1, 300, 720, 1100))
  .map(([day, minute]) => new Date(Date.UTC(2022, 10, 1 + day, 0, minute)).toISOString());
const minutely = (source: string, offences: string[], flags: fc.Arbitrary<number> = fc.constant(0)) =>
  fc
    .record({
      source: fc.constant(source),
      offence: fc.constantFrom(...offences),
      at,
      occurredFrom: instant,
      flags,
      outcome: fc.constantFrom(null, 'Charged', 'No further action'),
    })
    .map((fields) => crime(fields));
const monthly = fc
  .tuple(
    fc.constantFrom('2022-11', '2022-12', '2023-01', '2023-02', '2023-03', '2023-04'),
    fc.constantFrom('open-drugs', 'open-burglary', 'open-violence-and-sexual-offences'),
    at,
    fc.constantFrom(null, 'Under investigation', 'Charged'),
  )
  .map(([month, offence, where, outcome]) => {
    const [year, number] = month.split('-').map(Number);
    // Summer time began on 26 March 2023.
    const begins = (m: number) => Date.UTC(year, m - 1, 1) - (year === 2023 && m >= 4 ? 3_600_000 : 0);
    return crime({
      source: 'police-uk-street',
      offence,
      at: where,
      outcome,
      month,
      precision: 'MONTH',
      occurredFrom: new Date(begins(number)).toISOString(),
      occurredTo: new Date(begins(number + 1) - 1).toISOString(),
    });
  });
const daily = fc.tuple(instant, fc.constantFrom('LU5', 'LU6', 'MK1')).map(([when, code]) =>
  crime({
    source: 'hospital-admissions',
    offence: 'admission-assault',
    place: { kind: 'postcode-district', code },
    occurredFrom: when,
    precision: 'DAY',
  }),
);
const unlocated = instant.map((when) =>
  crime({
    source: 'police-crimes',
    offence: 'shoplifting',
    place: { kind: 'unlocated' },
    occurredFrom: when,
  }),
);

const CRIMES = [
  'criminal-damage',
  'wounding',
  'rape',
  'burglary-dwelling',
  'drunkenness',
  'robbery-business',
];
const RECORD = fc.oneof(
  { weight: 5, arbitrary: minutely('police-crimes', CRIMES, fc.integer({ min: 0, max: 31 })) },
  { weight: 2, arbitrary: minutely('police-incidents', ['asb-personal', 'asb-nuisance']) },
  { weight: 1, arbitrary: minutely('road-collisions', ['road-collision']) },
  { weight: 1, arbitrary: minutely('asb-reports', ['asb-nuisance']) },
  { weight: 5, arbitrary: monthly },
  { weight: 1, arbitrary: daily },
  { weight: 1, arbitrary: unlocated },
);

/** An incident filter, as a caller sends it. */
export interface Where {
  period?: { from: string; to: string };
  themes?: string[];
  offences?: string[];
  sources?: string[];
  flags?: string[];
  outcomes?: string[];
  areas?: Record<string, string>[];
  areasAsOf?: string;
  within?: { type: 'Polygon'; coordinates: number[][][] };
  bbox?: { west: number; south: number; east: number; north: number };
  near?: { longitude: number; latitude: number; metres: number };
}

const FLAGS: Record<string, number> = { 'domestic-abuse': 1, hate: 2, alcohol: 4, repeat: 8, weapon: 16 };
const KINDS: Record<string, Kind> = {
  ward: 'WARD',
  sntArea: 'SNT_AREA',
  postcodeDistrict: 'POSTCODE_DISTRICT',
  lsoa: 'LSOA',
};

export class Town {
  private constructor(
    readonly partnershipId: number,
    readonly records: IncidentRecord[],
    private readonly degrees: Map<string, [longitude: number, latitude: number]>,
  ) {}

  static async build(database: Database, size: number, seed: number): Promise<Town> {
    const partnershipId = await partnershipOf(database, TOWN);
    await importAreas(database, TOWN, 'PARTNERSHIP', [{ code: TOWN, ring: box(-200, -200, 4400) }]);
    for (const { kind, code, ring, from, to } of AREAS)
      await importAreas(database, TOWN, kind, [{ code, ring }], { validFrom: from, validTo: to });
    const records = fc
      .sample(RECORD, { numRuns: size, seed })
      .map((record, i) => ({ ...record, reference: `R${i}`, identity: `town ${i}` }));
    await load(database, TOWN, records);
    const places = records.flatMap(({ place }) => (place.kind === 'grid' ? [place] : []));
    const rows = await sql<{ e: number; n: number; x: number; y: number }>(
      database,
      `SELECT g.e, g.n, ST_X(p) AS x, ST_Y(p) AS y
       FROM unnest(:es::float8[], :ns::float8[]) AS g (e, n),
         LATERAL ST_Transform(ST_SetSRID(ST_MakePoint(g.e, g.n), 27700), 4326) AS p`,
      { es: places.map(({ easting }) => easting), ns: places.map(({ northing }) => northing) },
    );
    return new Town(partnershipId, records, new Map(rows.map(({ e, n, x, y }) => [`${e} ${n}`, [x, y]])));
  }

  /** The incidents that a filter means, for somebody who reads all sources. */
  selected(where: Where): IncidentRecord[] {
    const counted = countedSources(where);
    return this.records.filter(
      (record) =>
        counted.includes(record.source) &&
        !isSuperseded(record, where, (source) => this.hasDelivered(source, record.month)) &&
        this.matches(record, where),
    );
  }

  private hasDelivered(source: string, month: string): boolean {
    const months = this.records
      .filter((record) => record.source === source)
      .map((record) => record.month)
      .sort();
    return months.length > 0 && months[0] <= month && month <= months.at(-1)!;
  }

  private matches(record: IncidentRecord, where: Where): boolean {
    const { themes, offences, flags, outcomes, period, areas, near } = where;
    if (themes && !themes.some((theme) => themesOf(record).includes(theme))) return false;
    if (offences && !offences.includes(record.offence)) return false;
    if (flags && !flags.some((flag) => record.flags & FLAGS[flag])) return false;
    if (outcomes && !outcomes.includes(outcomeOf(record) ?? '')) return false;
    if (period && !isWithin(record, period)) return false;
    if (
      areas &&
      !areas.some((by) =>
        Object.entries(by).some(
          ([field, code]) => this.areaOf(record, KINDS[field], where.areasAsOf) === code,
        ),
      )
    )
      return false;
    const point = this.pointOf(record);
    if (where.within && !(point && isInside(point, where.within.coordinates[0]))) return false;
    if (where.bbox) {
      const { west, south, east, north } = where.bbox;
      if (!point || point[0] < west || point[0] > east || point[1] < south || point[1] > north) return false;
    }
    if (near) {
      const from = this.nearCentre;
      const { place } = record;
      if (
        place.kind !== 'grid' ||
        Math.hypot(place.easting - from[0], place.northing - from[1]) > near.metres
      )
        return false;
    }
    return true;
  }

  /** Eastings and northings of the present `near`: a test sets it with the filter. */
  nearCentre: [number, number] = [0, 0];

  /** Code of the area of a kind that an incident counts in, in those of its month or of one day. */
  areaOf({ place, month }: IncidentRecord, kind: Kind, day = `${month}-01`): string | null {
    if (place.kind === 'postcode-district') return kind === 'POSTCODE_DISTRICT' ? place.code : null;
    if (place.kind !== 'grid') return null;
    const codes = AREAS.filter(
      ({ ring, from, to, ...area }) =>
        area.kind === kind &&
        (from ?? '') <= day &&
        day <= (to ?? '9') &&
        place.easting >= ring[0][0] &&
        place.easting <= ring[2][0] &&
        place.northing >= ring[0][1] &&
        place.northing <= ring[2][1],
    ).map(({ code }) => code);
    return codes.sort((a, b) => (a < b ? -1 : 1))[0] ?? null;
  }

  /** Longitude and latitude; null without a point. */
  pointOf({ place }: IncidentRecord): [number, number] | null {
    return place.kind === 'grid' ? this.degrees.get(`${place.easting} ${place.northing}`)! : null;
  }
}

/** Whether incidents of this one's source add to themes unless other sources are named. */
export function addsToThemes({ source }: IncidentRecord): boolean {
  return bySource.get(source)!.addsToThemes ?? false;
}

export function themesOf({ offence, flags }: IncidentRecord): string[] {
  const byOffences = byOffence.get(offence)!.themes;
  const byFlags = THEMES.filter((theme) => (theme.flags ?? 0) & flags).map(({ code }) => code);
  return [...new Set([...byOffences, ...byFlags])];
}

export function outcomeOf({ outcome }: IncidentRecord): string | null {
  return outcome === null ? null : outcome.toLowerCase().replaceAll(' ', '-');
}

/** A record that tells only its month lies in a period that holds the whole month, any other in that of its day. */
function isWithin(
  { precision, month, occurredFrom }: IncidentRecord,
  { from, to }: { from: string; to: string },
) {
  if (precision !== 'MONTH') return from <= londonDate(occurredFrom) && londonDate(occurredFrom) <= to;
  const [year, number] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return from <= `${month}-01` && last <= to;
}

/** Even-odd rule. */
function isInside([x, y]: [number, number], ring: number[][]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

export const centreOf = (x: number, y: number): [number, number] => [ORIGIN.easting + x, ORIGIN.northing + y];
