import { fileProblem } from '../../platform/files';
import type { FeatureFault, FeatureReader } from '../boundaries/reader';

/** Delimiter of the file's fields: ¬. */
const DELIMITER = '\u00ac';

const NEEDED = ['OrganisationName', 'City', 'Latitude', 'Longitude'] as const;

/** Pattern of degrees; those near Greenwich have an exponent: `-8.19E-2`. */
const DEGREES = /^-?\d{1,3}(\.\d{1,20})?(E-?\d{1,2})?$/i;
const degreesOf = (text: string) => (DEGREES.test(text) ? Number(text) : null);

const blank: FeatureFault = { field: 'row', reason: 'another number of fields than the header has' };

/**
 * Sites of hospitals as published by NHS Choices: `Hospital.csv`, ISO 8859-1, with fields separated by ¬. A name that
 * several sites have is made unique by the town. Telephone numbers and addresses are not read.
 */
export const hospitalReader: FeatureReader = {
  format: 'Hospital.csv of the NHS',
  names: /hospital.*\.csv$/i,
  recognises: ({ bytes }) => /^\W{0,3}OrganisationID\u00ac/.test(bytes.toString('latin1', 0, 40)),
  read(content) {
    // Every byte is a valid character of ISO 8859-1.
    const [header, ...lines] = content.bytes.toString('latin1').split(/\r?\n/);
    const names = header.split(DELIMITER).map((name) => name.replace(/^\W+/, '').trim());
    const at = NEEDED.map((column) => names.indexOf(column));
    const missing = NEEDED.filter((_, i) => at[i] < 0);
    if (missing.length > 0) throw fileProblem(content, `columns are missing: ${missing.join(', ')}.`, 1);
    const [name, city, latitude, longitude] = at;
    const rows = lines
      .map((text, i) => ({ line: i + 2, fields: text.split(DELIMITER).map((field) => field.trim()) }))
      .filter(({ fields }) => fields.length > 1 || fields[0] !== '');
    const times = new Map<string, number>();
    for (const { fields } of rows) times.set(fields[name], (times.get(fields[name]) ?? 0) + 1);
    return {
      crs: 'EPSG:4326',
      properties: ['name', 'kind'],
      features: rows.map(({ line, fields }) => {
        if (fields.length !== names.length) return { line, properties: {}, geometry: null, fault: blank };
        const shared = (times.get(fields[name]) ?? 0) > 1 && fields[city] !== '';
        const properties = {
          name: shared ? `${fields[name]}, ${fields[city]}` : fields[name],
          kind: 'hospital',
        };
        const [x, y] = [degreesOf(fields[longitude]), degreesOf(fields[latitude])];
        const geometry = x === null || y === null ? null : { type: 'Point', coordinates: [x, y] };
        return { line, properties, geometry };
      }),
    };
  },
};
