import type { RequestContext } from '../../access';
import { type CountDimension, type IncidentFilter, streamCounts } from '../../domain/incidents';

/** How an analytic of the schema is told as flat rows and as features. All else of it is known from the schema. */
export interface Registration {
  /** In addresses: `/export/{name}.csv`. */
  name: string;
  /** Field of Query that answers: with its arguments, its rights and its limits. */
  field: string;
  /** Field of the answer that lists its rows; where there is none, the answer itself is the one row. */
  rows?: string;
  /** The columns, as GraphQL selects them from a row. An alias names a column; else the path to it does. */
  columns: string;
  /** Field of the answer that is a FeatureCollection. */
  features?: string;
  /** Or: what of a row is its geometry, GeoJSON or a position; empty where the row itself is a position. */
  place?: string;
  /** Field of Query that gives one row by its id, where the rows may be too many to look through. */
  one?: string;
  /**
   * All rows in batches, where making them page by page would make them all for each page. The operation is asked for
   * no row before: what it refuses is not read.
   */
  stream?: (context: RequestContext, variables: Record<string, unknown>) => AsyncGenerator<object[]>;
  /** Values of arguments that have no default in the schema, as a query parameter would give them. */
  usual?: Record<string, string>;
}

const AREA =
  'id code name kind origin areaKm2 validFrom validTo centroid { longitude: longitude latitude: latitude }';
const CHANGE =
  'change { previousCount: previousCount currentCount: currentCount percent: percent changePValue: pValue ' +
  'direction: direction }';
const RATE_INTERVAL = 'population lower upper withoutRateBecause';
const SEGMENT =
  'label ageBand ageBandSystem sex ethnicity ethnicitySystem count share populationShare rateRatio rateRatioLower ' +
  'rateRatioUpper withoutRatioBecause';

/** Every analytic that has an address. A new one is a line here. */
export const REGISTRATIONS: Registration[] = [
  ...['wards', 'sntAreas', 'postcodeDistricts', 'lsoas'].map((field) => ({
    name: field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    field,
    rows: 'nodes',
    columns: AREA,
    place: 'geometry',
  })),
  {
    name: 'incidents',
    field: 'incidents',
    rows: 'nodes',
    columns:
      'id reference source { source: code } offence { offence: code offenceName: name } themes { themes: code } ' +
      'occurredFrom occurredTo precision outcome flags ' +
      'location { longitude: longitude latitude: latitude easting: easting northing: northing snapped: snapped } ' +
      'ward { wardCode: code wardName: name } sntArea { sntAreaCode: code sntAreaName: name } ' +
      'postcodeDistrict { postcodeDistrict: code }',
    place: 'location { longitude latitude }',
    one: 'incident',
  },
  {
    name: 'incident-places',
    field: 'incidentPlaces',
    rows: 'places',
    columns: 'id count longitude latitude easting northing snapped',
    place: '',
  },
  {
    name: 'incident-counts',
    field: 'incidentCounts',
    rows: 'rows',
    columns:
      'areaKind areaCode areaName month quarter year theme offence source outcome count perturbed estimated',
    usual: { by: 'month' },
    stream: (context, { where, by }) =>
      streamCounts(context, where as IncidentFilter, by as CountDimension[]),
  },
  {
    name: 'hotspot-clusters',
    field: 'hotspotClusters',
    rows: 'clusters',
    columns:
      'id rank name incidentCount locationCount share densityPerKm2 areaKm2 ' +
      'centroid { longitude: longitude latitude: latitude easting: easting northing: northing } ' +
      `ward { wardCode: code wardName: name } ${CHANGE} snapPointWarning`,
    features: 'features',
  },
  {
    name: 'hotspot-grid',
    field: 'hotspotGrid',
    rows: 'cells',
    columns: `id easting northing count weighted density z moranI pValue adjustedPValue class ${CHANGE}`,
    features: 'features',
  },
  {
    name: 'emerging-hotspots',
    field: 'emergingHotspots',
    rows: 'cells',
    columns: 'id easting northing category hotSteps steps trendZ',
    features: 'features',
  },
  {
    name: 'area-rates',
    field: 'areaRates',
    rows: 'rows',
    columns: `code name count perturbed populationYear populationEstimated ratePerThousandPerYear funnel ${RATE_INTERVAL}`,
    features: 'features',
    usual: { kind: 'WARD' },
  },
  {
    name: 'concentration',
    field: 'concentration',
    columns:
      'units incidents unitsFor25Percent unitsFor50Percent shareFor25Percent shareFor50Percent gini generalisedGini',
  },
  {
    name: 'repeat-victimisation',
    field: 'repeatVictimisation',
    columns: 'by units repeatUnits incidents repeatIncidents repeatShare',
  },
  {
    name: 'near-repeats',
    field: 'nearRepeats',
    rows: 'bands',
    columns: 'distanceFrom distanceTo daysFrom daysTo observed expected ratio pValue',
  },
  ...['victim', 'offender', 'searched'].map((who) => ({
    name: `${who}-profile`,
    field: `${who}Profile`,
    rows: 'segments',
    columns: SEGMENT,
  })),
  {
    name: 'trend',
    field: 'trend',
    columns:
      'current previous percent pValue classification perturbed ' +
      'seasonalKendall { seasonalKendallZ: z seasonalKendallPValue: pValue slopePerMonth: slopePerMonth months: months } ' +
      'window { from: from to: to comparedFrom: comparedFrom comparedTo: comparedTo clipped: clipped }',
  },
  { name: 'trend-months', field: 'trend', rows: 'series', columns: 'month count expected lower upper' },
  { name: 'seasonality', field: 'seasonality', rows: 'months', columns: 'month count index' },
  { name: 'week-grid', field: 'weekGrid', rows: 'cells', columns: 'dayOfWeek hour weight' },
  {
    name: 'peer-comparison',
    field: 'peerComparison',
    rows: 'rows',
    columns: `code name count rate position rank ${RATE_INTERVAL}`,
  },
  {
    name: 'quarterly-review',
    field: 'quarterlyReview',
    rows: 'rows',
    columns: 'theme { theme: code themeName: name } target aim actual status previous percent perturbed',
  },
  {
    name: 'theme-ranking',
    field: 'themeRanking',
    rows: 'rows',
    columns:
      'rank publishedRank rankInterval { bestRank: best worstRank: worst } theme { theme: code themeName: name } ' +
      'total totalLabel answered of prorated lowerBound upperBound incidents countRank weight weightRank withoutWeight',
  },
  {
    name: 'crime-costs',
    field: 'crimeCosts',
    rows: 'rows',
    columns: 'theme { theme: code themeName: name } incidents cost withoutWeight',
  },
  {
    name: 'tactical-assessment',
    field: 'tacticalAssessment',
    rows: 'rows',
    columns:
      'theme { theme: code themeName: name } area { areaCode: code areaName: name } actual expected lower upper pValue ' +
      'adjustedP signal',
  },
  {
    name: 'hospital-admissions',
    field: 'hospitalAdmissions',
    rows: 'rows',
    columns: 'postcodeDistrict month quarter year icdBlock offence source count perturbed',
    usual: { by: 'postcode-district' },
  },
  {
    name: 'triangulation',
    field: 'triangulation',
    rows: 'districts',
    columns:
      'code name police hospital ambulance ratio ratioLower ratioUpper relativeRatio adjustedPValue view inside ' +
      'estimated perturbed',
  },
];
