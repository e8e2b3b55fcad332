import type { PostcodePoint } from '../../domain/areas';
import type { CsvRow } from '../reading/csv';
import { decimal } from '../reading/decimal';
import type { RowReject } from '../reading/record';

/** Row of a file of postcodes: a position, a reject, or one without a position. */
export type PostcodeRow = PostcodePoint | RowReject | 'unlocated';

/** Layout of files of postcodes. */
export interface PostcodeLayout {
  name: string;
  srid: 27700 | 4326;
  /** Whether a row stands for a whole district. */
  coarse: boolean;
  /** Whether the first row holds column names. */
  hasHeader: boolean;
  read(row: CsvRow): PostcodeRow;
}

/** Pattern of a postcode, with or without its space, or padded to seven characters. */
const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}$/;
const OUTWARD = /^[A-Z]{1,2}\d[A-Z\d]?$/;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');

/**
 * Code-Point Open of the Ordnance Survey: files without a header; postcode, positional quality, easting and northing. A
 * postcode without a position has 0 for both.
 */
function codePoint(hasHeader: boolean): PostcodeLayout {
  return {
    name: 'Code-Point Open',
    ...{ srid: 27700, coarse: false, hasHeader },
    read({ line, fields }) {
      const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
      const district = POSTCODE.exec((fields[0] ?? '').trim().toUpperCase())?.[1];
      if (district === undefined) return reject('postcode', 'not a postcode');
      const [x, y] = [decimal(fields[2]?.trim() ?? ''), decimal(fields[3]?.trim() ?? '')];
      if (x === null || y === null) return reject('easting, northing', 'not whole numbers of metres');
      if (x === 0 && y === 0) return 'unlocated';
      if (x < 0 || x > 700_000 || y < 0 || y > 1_300_000)
        return reject('easting, northing', 'not on the National Grid');
      return { line, district, x, y };
    },
  };
}

/**
 * List of outward codes, each with a point: columns outcode, latitude and longitude, in any order; null for any other.
 */
function outcodes(header: readonly string[]): PostcodeLayout | null {
  const at = (pattern: RegExp) => header.findIndex((name) => pattern.test(plain(name)));
  const [code, longitude, latitude] = [
    at(/^(outcode|outwardcode|postcodedistrict|district)$/),
    at(/^(longitude|long|lon|lng)$/),
    at(/^(latitude|lat)$/),
  ];
  if (code < 0 || longitude < 0 || latitude < 0) return null;
  return {
    name: 'a list of outward codes',
    ...{ srid: 4326, coarse: true, hasHeader: true },
    read({ line, fields }) {
      const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
      const district = (fields[code] ?? '').trim().toUpperCase();
      if (!OUTWARD.test(district)) return reject('outcode', 'not the outward part of a postcode');
      const [x, y] = [decimal(fields[longitude]?.trim() ?? ''), decimal(fields[latitude]?.trim() ?? '')];
      if (x === null || y === null) return reject('longitude, latitude', 'not decimal numbers');
      if (x === 0 && y === 0) return 'unlocated';
      if (x < -9 || x > 2.2 || y < 49 || y > 61.2)
        return reject('longitude, latitude', 'not in the United Kingdom');
      return { line, district, x, y };
    },
  };
}

/** Layout of a file of postcodes, by its first row; null for none. */
export function postcodeLayout({ fields }: CsvRow): PostcodeLayout | null {
  if (POSTCODE.test((fields[0] ?? '').trim().toUpperCase()) && fields.length >= 4) return codePoint(false);
  const names = fields.map(plain);
  if (/^postcode$/.test(names[0] ?? '') && /^eastings?$/.test(names[2] ?? '')) return codePoint(true);
  return outcodes(fields);
}
