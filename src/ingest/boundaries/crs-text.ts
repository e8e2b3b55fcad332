import type { Epsg } from './reader';

/** Projected CRSs by their names in the text form, which programs punctuate differently. */
const PROJECTED: [RegExp, (match: RegExpExecArray) => Epsg][] = [
  [/british_national_grid/, () => 'EPSG:27700'],
  [/web_mercator|pseudo_mercator/, () => 'EPSG:3857'],
  [/^wgs_(?:19)?84_utm_zone_(\d+)n$/, ([, zone]) => `EPSG:${32600 + Number(zone)}`],
  [/^etrs_?(?:19)?89_utm_zone_(\d+)n/, ([, zone]) => `EPSG:${25800 + Number(zone)}`],
  [/^(?:tm65_)?irish_grid$/, () => 'EPSG:29902'],
  [/^tm75_irish_grid$/, () => 'EPSG:29903'],
  [/irish_transverse_mercator/, () => 'EPSG:2157'],
];
const GEOGRAPHIC: [RegExp, () => Epsg][] = [
  [/^(gcs_)?wgs_?(19)?84$/, () => 'EPSG:4326'],
  [/^(gcs_)?etrs_?(19)?89$/, () => 'EPSG:4258'],
  [/^(gcs_)?osgb_?(19)?36$/, () => 'EPSG:4277'],
];

/**
 * EPSG code of a CRS in its text form (WKT 1 of OGC or Esri, as in a `.prj`; WKT 2): by the authority that it names,
 * else by its own name.
 *
 * @returns null where neither is known.
 */
export function epsgOfText(text: string): Epsg | null {
  const authority = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?\s*\]\s*\]\s*$/i.exec(text);
  if (authority) return `EPSG:${Number(authority[1])}`;
  const [, keyword = '', name = ''] = /^\s*(\w+)\s*\[\s*"([^"]*)"/.exec(text) ?? [];
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  for (const [pattern, code] of /^PROJ/i.test(keyword)
    ? PROJECTED
    : /^GEO/i.test(keyword)
      ? GEOGRAPHIC
      : []) {
    const match = pattern.exec(plain);
    if (match) return code(match);
  }
  return null;
}
