import { coordinateFault } from '../../platform/geo';
import { decimal, type RecordPlace, Refusal } from '..';
import type { Dataset } from './datasets/dataset';
import type { Fields } from './row-fields';

/** Place of a row, as exact as the data set allows. @throws Refusal. */
export function placeOf(field: Fields, { optional }: Dataset): RecordPlace {
  const district = field('postcode_district').toUpperCase();
  if (district !== '' && !/^[A-Z]{1,2}\d[A-Z\d]?$/.test(district))
    throw new Refusal('postcode_district', 'not the outward part of a postcode, such as LU6');
  const point = optional.includes('easting')
    ? (pointOf(field, 'easting', 'northing') ?? pointOf(field, 'longitude', 'latitude'))
    : null;
  if (point) return point;
  return district === '' ? { kind: 'unlocated' } : { kind: 'postcode-district', code: district };
}

function pointOf(
  field: Fields,
  across: 'easting' | 'longitude',
  up: 'northing' | 'latitude',
): RecordPlace | null {
  const [first, second] = [field(across), field(up)];
  if (first === '' && second === '') return null;
  if (first === '') throw new Refusal(across, `blank where the ${up} is given`);
  if (second === '') throw new Refusal(up, `blank where the ${across} is given`);
  const [x, y] = [decimal(first), decimal(second)];
  if (x === null) throw new Refusal(across, 'not a decimal number');
  if (y === null) throw new Refusal(up, 'not a decimal number');
  const onGrid = across === 'easting';
  const fault = coordinateFault(x, y, onGrid ? 'EPSG:27700' : 'EPSG:4326');
  if (fault) throw new Refusal(`${across}, ${up}`, fault.reason);
  return onGrid
    ? { kind: 'grid', easting: x, northing: y, snapped: false }
    : { kind: 'lonlat', longitude: x, latitude: y, snapped: false };
}

/** Text of a place, part of a record's identity. */
export function placeText(place: RecordPlace): string {
  if (place.kind === 'grid') return `${place.easting} ${place.northing}`;
  if (place.kind === 'lonlat') return `${place.longitude} ${place.latitude}`;
  return place.kind === 'unlocated' ? '' : place.code;
}
