import { fileProblem } from '../../platform/files';
import { isTable } from '../boundaries/formats';
import {
  type Epsg,
  type Feature,
  type FeatureReader,
  geometryFault,
  type UnknownCrs,
} from '../boundaries/reader';
import { type ColumnNames, findColumns } from '../reading/columns';
import type { Content } from '../reading/content';
import { decimal } from '../reading/decimal';
import { readSmallTable, widthFault } from '../reading/small-table';

type Axis = 'longitude' | 'latitude' | 'easting' | 'northing' | 'x' | 'y';

const AXES: ColumnNames<Axis> = {
  longitude: [/^(longitude|long|lon|lng)$/],
  latitude: [/^(latitude|lat)$/],
  easting: [/^(easting|eastings|oseast1m|xcoordinate|geometryx)$/],
  northing: [/^(northing|northings|osnrth1m|ycoordinate|geometryy)$/],
  x: [/^x$/],
  y: [/^y$/],
};

/** Pairs of coordinate columns, in order of preference, with the CRS that their names imply. */
const PAIRS: [Axis, Axis, Epsg | UnknownCrs][] = [
  ['easting', 'northing', 'EPSG:27700'],
  ['longitude', 'latitude', 'EPSG:4326'],
  ['x', 'y', { unknown: 'its columns x and y do not tell their CRS' }],
];

/** Table of points (CSV with a header): each row is a feature, with the row's line. */
export const pointTableReader: FeatureReader = {
  format: 'CSV with coordinates',
  names: /\.csv$/i,
  recognises: isTable,
  async read(content) {
    const { header, rows } = await readSmallTable(content);
    const [xAt, yAt, crs] = pairOf(content, header.fields, header.line);
    const properties = header.fields.map((name) => name.trim());
    const features = rows.map((row): Feature => {
      const { line, fields } = row;
      const reason = widthFault(row, header);
      if (reason !== null) return { line, properties: {}, geometry: null, fault: { field: 'row', reason } };
      const values = Object.fromEntries(properties.map((name, i) => [name, fields[i]]));
      return { line, properties: values, ...pointOf(fields[xAt].trim(), fields[yAt].trim()) };
    });
    return { crs, properties, features };
  },
};

function pairOf(content: Content, header: string[], line: number): [number, number, Epsg | UnknownCrs] {
  const found = findColumns(header, AXES);
  for (const [x, y, crs] of PAIRS) {
    const [xAt, yAt] = [found[x], found[y]];
    if (xAt === null || yAt === null)
      throw fileProblem(content, `there is more than one column for ${x} or ${y}.`, line);
    if (xAt !== undefined && yAt !== undefined) return [xAt, yAt, crs];
  }
  throw fileProblem(
    content,
    'a table of places needs columns of their coordinates: longitude and latitude, or easting and northing.',
    line,
  );
}

function pointOf(x: string, y: string): Pick<Feature, 'geometry' | 'fault'> {
  if (x === '' && y === '') return { geometry: null };
  const coordinates = [decimal(x), decimal(y)];
  if (coordinates.includes(null))
    return { geometry: null, fault: geometryFault('a coordinate that is no decimal number') };
  return { geometry: { type: 'Point', coordinates } };
}
