import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { packageRoot } from '../src/platform/files';

/** A located incident of data.police.uk. */
export interface PoliceIncident {
  /** First day of its month. */
  month: string;
  crimeType: string;
  lsoa: string;
  /** Metres on a local plane: distances within a force are right to a thousandth. */
  easting: number;
  northing: number;
}

/** Kilometres of a degree of latitude, and of longitude at the equator. */
const METRES_PER_DEGREE = 111_320;

/** The folder of the shared data with open police files; null where it is not there. */
export function policeFolder(...path: string[]): string | null {
  const root = process.env.CSG_SHARED_DATA ?? resolve(packageRoot, '..', 'shared', 'data');
  const folder = join(root, 'police', ...path);
  return existsSync(folder) ? folder : null;
}

/** The located incidents of all street files below a folder of months, in the order of the months. */
export function readPolice(folder: string): PoliceIncident[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /street[.]csv([.]gz)?$/.test(file),
  );
  return files.sort().flatMap((file) => {
    const bytes = readFileSync(join(folder, file));
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    const rows = parse(text, { columns: true, skip_empty_lines: true, relax_column_count: true }) as Record<
      string,
      string
    >[];
    return rows.flatMap((row) => {
      const [latitude, longitude] = [Number(row.Latitude), Number(row.Longitude)];
      if (!row.Latitude || !row.Longitude) return [];
      return [
        {
          month: row.Month,
          crimeType: row['Crime type'],
          lsoa: row['LSOA name'] ?? '',
          easting: longitude * METRES_PER_DEGREE * Math.cos((52 * Math.PI) / 180),
          northing: latitude * METRES_PER_DEGREE,
        },
      ];
    });
  });
}

/** Distinct places of some incidents, with the weight that each gives its place. */
export function placesOf<Weights extends string>(
  incidents: readonly PoliceIncident[],
  names: readonly Weights[],
  weigh: (incident: PoliceIncident, index: number) => Weights,
): { eastings: Float64Array; northings: Float64Array } & Record<Weights, Float64Array> {
  const rowOf = new Map<string, number>();
  const rows = incidents.map(({ easting, northing }) => {
    const key = `${easting} ${northing}`;
    if (!rowOf.has(key)) rowOf.set(key, rowOf.size);
    return rowOf.get(key)!;
  });
  const eastings = new Float64Array(rowOf.size);
  const northings = new Float64Array(rowOf.size);
  const weights = Object.fromEntries(names.map((name) => [name, new Float64Array(rowOf.size)])) as Record<
    Weights,
    Float64Array
  >;
  incidents.forEach((incident, i) => {
    eastings[rows[i]] = incident.easting;
    northings[rows[i]] = incident.northing;
    weights[weigh(incident, i)][rows[i]]++;
  });
  return { eastings, northings, ...weights };
}
