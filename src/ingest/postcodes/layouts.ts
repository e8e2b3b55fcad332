import type { PostcodePoint } from '../../domain/areas';
import type { CsvRow } from '../reading/csv';
import { decimal } from '../reading/decimal';
import type { RowReject } from '../reading/record';

/** A row of a file of postcodes as it was read. */
export type PostcodeRow = PostcodePoint | RowReject | 'unlocated';

/** A layout of postcodes. */
export interface PostcodeLayout {
  name: string;
  srid: 27700 | 4326;
  /** Whether a row stands for a whole district. */
  coarse: boolean;
  /** Whether its first row is one of column names. */
  hasHeader: boolean;
  read(row: CsvRow): PostcodeRow;
}

/** A postcode with its space or without, or padded to seven characters. */
const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}$/;
const OUTWARD = /^[A-Z]{1,2}\d[A-Z\d]?$/;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');

/**
 * Code-Point Open of the Ordnance Survey: no header in its files, the postcode first, then how well its place is known,
 * easting and northing. A postcode without a place has 0 for both.
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

/** A list of outward codes with a point each: columns outcode, latitude and longitude, in any order. */
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

/** The layout of a file of postcodes by its first row; null where it is none. */
export function postcodeLayout({ fields }: CsvRow): PostcodeLayout | null {
  if (POSTCODE.test((fields[0] ?? '').trim().toUpperCase()) && fields.length >= 4) return codePoint(false);
  const names = fields.map(plain);
  if (/^postcode$/.test(names[0] ?? '') && /^eastings?$/.test(names[2] ?? '')) return codePoint(true);
  return outcodes(fields);
}
