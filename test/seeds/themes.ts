import type { IncidentRecord } from '../../src/ingest/reading/record.js';

const offences =
  (...codes: string[]) =>
  (record: IncidentRecord): boolean =>
    codes.includes(record.offence);
const flag =
  (bit: number) =>
  (record: IncidentRecord): boolean =>
    (record.flags & bit) !== 0;

const VEHICLES = ['theft-of-vehicle', 'theft-from-vehicle'];
const DWELLINGS = ['burglary-dwelling', 'burglary-distraction'];

/** Whether a record belongs to a theme: by offence, or by flag where the theme is one. */
export const BELONGS: Record<string, (record: IncidentRecord) => boolean> = {
  'serious-acquisitive-crime': offences(...DWELLINGS, 'robbery-personal', ...VEHICLES),
  'bicycle-theft': offences('bicycle-theft'),
  'domestic-burglary': offences(...DWELLINGS),
  'non-domestic-burglary': offences('burglary-non-dwelling'),
  robbery: offences('robbery-personal'),
  'theft-from-person': offences('theft-from-person'),
  'theft-of-vehicles': offences('theft-of-vehicle'),
  'theft-from-vehicles': offences('theft-from-vehicle'),
  'vehicle-crime': offences(...VEHICLES),
  'violent-crime': offences('wounding', 'common-assault', 'harassment'),
  wounding: offences('wounding'),
  'common-assault': offences('common-assault'),
  'domestic-abuse': flag(1),
  'sexual-offences': offences('rape', 'other-sexual-offence'),
  'criminal-damage': offences('criminal-damage'),
  'anti-social-behaviour': offences('asb-personal', 'asb-nuisance', 'asb-environmental'),
  'substance-misuse': offences('drug-possession', 'drug-trafficking'),
  'drug-misuse': offences('drug-possession', 'drug-trafficking'),
  'alcohol-misuse': flag(4),
  'hate-crime': flag(2),
  'casualty-reduction': offences('road-collision'),
  'reducing-reoffending': () => false,
  'public-confidence': () => false,
};

/** Records of the months from … to, both included, `YYYY-MM`. */
export const during =
  (from: string, to: string) =>
  (record: IncidentRecord): boolean =>
    record.month >= from && record.month <= to;

/** The four periods that the assessment speaks of. */
export const PERIOD = {
  sixMonths: during('2009-01', '2009-06'),
  sixMonthsBefore: during('2008-01', '2008-06'),
  twelveMonths: during('2008-07', '2009-06'),
  twelveMonthsBefore: during('2007-07', '2008-06'),
};
