/**
 * Themes, offences, sources and flags as the product ships them. All of it becomes rows of the database, so that a
 * partnership can add its own; this file is only where the rows come from.
 */

export interface ThemeSeed {
  code: string;
  name: string;
  group?: 'acquisitive' | 'violent' | 'other';
  parent?: string;
  aliases?: string[];
  /** Bitmask of flags that put an incident into the theme whatever its offence. */
  flags?: number;
  /** Published at partnership level only. */
  sensitive?: boolean;
}

export interface OffenceSeed {
  code: string;
  name: string;
  themes: string[];
  denominator?: 'RESIDENTS' | 'HOUSEHOLDS' | 'VEHICLES' | 'PREMISES';
  sensitive?: boolean;
  /** Of a diagnosis: its block of ICD-10, as the statutory data sets name it. */
  icdBlock?: string;
}

export interface SourceSeed {
  code: string;
  name: string;
  agency: string;
  /** Number among the twelve statutory data sets. */
  statutoryNumber?: number;
  access: 'OPEN' | 'CLOSED';
  resolution: 'MINUTE' | 'DAY' | 'MONTH';
  snapped?: boolean;
  /** Whether a filter by theme takes this source without naming it: crimes and police incidents, and collisions. */
  addsToThemes?: boolean;
  /** Offences it records exactly. */
  offences: string[];
  /** Themes that it sees only inside a wider category, or not in full. */
  parentOnly?: string[];
}

export const FLAGS = [
  { bit: 1, code: 'domestic-abuse', name: 'Domestic abuse' },
  { bit: 2, code: 'hate', name: 'Hate' },
  { bit: 4, code: 'alcohol', name: 'Alcohol' },
  { bit: 8, code: 'repeat', name: 'Repeat' },
  { bit: 16, code: 'weapon', name: 'Weapon' },
];

/** Parents stand before their children. */
export const THEMES: ThemeSeed[] = [
  { code: 'serious-acquisitive-crime', name: 'Serious acquisitive crime', group: 'acquisitive' },
  { code: 'bicycle-theft', name: 'Bicycle theft', group: 'acquisitive' },
  { code: 'burglary', name: 'Burglary', group: 'acquisitive' },
  {
    code: 'domestic-burglary',
    name: 'Domestic burglary',
    group: 'acquisitive',
    parent: 'serious-acquisitive-crime',
  },
  { code: 'distraction-burglary', name: 'Distraction burglary', group: 'acquisitive', parent: 'burglary' },
  { code: 'non-domestic-burglary', name: 'Non-domestic burglary', group: 'acquisitive' },
  {
    code: 'robbery',
    name: 'Robbery',
    group: 'acquisitive',
    parent: 'serious-acquisitive-crime',
    aliases: ['Robbery from the person', 'Personal robbery'],
  },
  { code: 'theft-from-person', name: 'Theft from person', group: 'acquisitive' },
  { code: 'vehicle-crime', name: 'Vehicle crime', group: 'acquisitive' },
  {
    code: 'theft-of-vehicles',
    name: 'Theft of vehicles',
    group: 'acquisitive',
    parent: 'serious-acquisitive-crime',
    aliases: ['TOMV'],
  },
  {
    code: 'theft-from-vehicles',
    name: 'Theft from vehicles',
    group: 'acquisitive',
    parent: 'serious-acquisitive-crime',
    aliases: ['TFMV'],
  },
  {
    code: 'violent-crime',
    name: 'Violent crime',
    group: 'violent',
    aliases: ['Violence against the person'],
  },
  { code: 'wounding', name: 'Wounding', group: 'violent', parent: 'violent-crime' },
  { code: 'common-assault', name: 'Common assault', group: 'violent', parent: 'violent-crime' },
  {
    code: 'domestic-abuse',
    name: 'Domestic abuse',
    group: 'violent',
    aliases: ['Domestic violence'],
    flags: 1,
    sensitive: true,
  },
  { code: 'sexual-offences', name: 'Sexual offences', group: 'violent', sensitive: true },
  { code: 'criminal-damage', name: 'Criminal damage', group: 'other' },
  { code: 'anti-social-behaviour', name: 'Anti-social behaviour', group: 'other', aliases: ['ASB'] },
  { code: 'substance-misuse', name: 'Substance misuse', group: 'other' },
  { code: 'drug-misuse', name: 'Drug misuse', group: 'other', parent: 'substance-misuse' },
  { code: 'alcohol-misuse', name: 'Alcohol misuse', group: 'other', parent: 'substance-misuse', flags: 4 },
  { code: 'hate-crime', name: 'Hate crime', group: 'other', flags: 2, sensitive: true },
  { code: 'casualty-reduction', name: 'Casualty reduction', group: 'other', aliases: ['Road safety'] },
  { code: 'reducing-reoffending', name: 'Reducing reoffending', group: 'other' },
  { code: 'public-confidence', name: 'Public confidence', group: 'other' },
  { code: 'shoplifting', name: 'Shoplifting' },
  { code: 'other-theft', name: 'Other theft' },
  { code: 'public-order', name: 'Public order' },
  { code: 'weapons', name: 'Weapons' },
  { code: 'other-crime', name: 'Other crime' },
];

export const OFFENCES: OffenceSeed[] = [
  offence('burglary-dwelling', 'Burglary in a dwelling', 'HOUSEHOLDS', [
    'domestic-burglary',
    'burglary',
    'serious-acquisitive-crime',
  ]),
  offence('burglary-distraction', 'Distraction burglary', 'HOUSEHOLDS', [
    'distraction-burglary',
    'domestic-burglary',
    'burglary',
    'serious-acquisitive-crime',
  ]),
  offence('burglary-non-dwelling', 'Burglary other than in a dwelling', 'PREMISES', [
    'non-domestic-burglary',
  ]),
  offence('robbery-personal', 'Robbery of personal property', 'RESIDENTS', [
    'robbery',
    'serious-acquisitive-crime',
  ]),
  offence('robbery-business', 'Robbery of business property', 'PREMISES', []),
  offence('theft-of-vehicle', 'Theft of a motor vehicle', 'VEHICLES', [
    'theft-of-vehicles',
    'vehicle-crime',
    'serious-acquisitive-crime',
  ]),
  offence('theft-from-vehicle', 'Theft from a motor vehicle', 'VEHICLES', [
    'theft-from-vehicles',
    'vehicle-crime',
    'serious-acquisitive-crime',
  ]),
  offence('bicycle-theft', 'Theft of a bicycle', 'RESIDENTS', ['bicycle-theft']),
  offence('theft-from-person', 'Theft from the person', 'RESIDENTS', ['theft-from-person']),
  offence('shoplifting', 'Shoplifting', 'PREMISES', ['shoplifting']),
  offence('other-theft', 'Other theft', 'RESIDENTS', ['other-theft']),
  offence('homicide', 'Homicide', 'RESIDENTS', ['violent-crime']),
  offence('wounding', 'Wounding', 'RESIDENTS', ['wounding', 'violent-crime']),
  offence('common-assault', 'Common assault', 'RESIDENTS', ['common-assault', 'violent-crime']),
  offence('harassment', 'Harassment', 'RESIDENTS', ['violent-crime']),
  { ...offence('rape', 'Rape', 'RESIDENTS', ['sexual-offences']), sensitive: true },
  {
    ...offence('other-sexual-offence', 'Other sexual offence', 'RESIDENTS', ['sexual-offences']),
    sensitive: true,
  },
  offence('criminal-damage', 'Criminal damage', 'RESIDENTS', ['criminal-damage']),
  offence('arson', 'Arson', 'PREMISES', ['criminal-damage']),
  offence('drug-possession', 'Possession of drugs', 'RESIDENTS', ['drug-misuse', 'substance-misuse']),
  offence('drug-trafficking', 'Trafficking of drugs', 'RESIDENTS', ['drug-misuse', 'substance-misuse']),
  offence('drunkenness', 'Drunkenness', 'RESIDENTS', ['alcohol-misuse', 'substance-misuse']),
  offence('public-order', 'Public order', 'RESIDENTS', ['public-order']),
  offence('weapons-possession', 'Possession of weapons', 'RESIDENTS', ['weapons']),
  offence('asb-personal', 'Personal anti-social behaviour', 'RESIDENTS', ['anti-social-behaviour']),
  offence('asb-nuisance', 'Nuisance anti-social behaviour', 'RESIDENTS', ['anti-social-behaviour']),
  offence('asb-environmental', 'Environmental anti-social behaviour', 'RESIDENTS', ['anti-social-behaviour']),
  { ...offence('racial-incident', 'Racial incident', 'RESIDENTS', ['hate-crime']), sensitive: true },
  offence('road-collision', 'Road collision', 'RESIDENTS', ['casualty-reduction']),
  offence('dwelling-fire-no-alarm', 'Dwelling fire without a working alarm', 'HOUSEHOLDS', [
    'casualty-reduction',
  ]),
  offence('deliberate-fire-primary', 'Deliberate primary fire', 'RESIDENTS', ['criminal-damage']),
  offence('deliberate-fire-vehicle', 'Deliberate vehicle fire', 'RESIDENTS', ['criminal-damage']),
  offence('deliberate-fire-secondary', 'Deliberate secondary fire', 'RESIDENTS', ['criminal-damage']),
  offence('malicious-false-alarm', 'Malicious false alarm', 'RESIDENTS', ['criminal-damage']),
  // What fire services publish beside the records that must be shared.
  offence('fire-special-service', 'Special service of the fire brigade', 'RESIDENTS', []),
  offence('violence-to-fire-staff', 'Violence to fire staff', undefined, ['violent-crime']),
  offence('school-exclusion', 'School exclusion', 'RESIDENTS', []),
  {
    ...offence('admission-assault', 'Admission after assault (X85–Y09)', 'RESIDENTS', ['violent-crime']),
    icdBlock: 'X85-Y09',
  },
  {
    ...offence('admission-substance', 'Admission for substance use (F10–F19)', 'RESIDENTS', [
      'substance-misuse',
    ]),
    icdBlock: 'F10-F19',
  },
  {
    ...offence('admission-alcohol-toxic', 'Admission for toxic effect of alcohol (T51)', 'RESIDENTS', [
      'substance-misuse',
    ]),
    icdBlock: 'T51',
  },
  {
    ...offence('admission-alcohol-involved', 'Admission with alcohol involved (Y90, Y91)', 'RESIDENTS', [
      'substance-misuse',
    ]),
    icdBlock: 'Y90-Y91',
  },
  {
    ...offence('admission-domestic-abuse', 'Admission for domestic abuse', 'RESIDENTS', ['domestic-abuse']),
    sensitive: true,
  },
  offence('emergency-attendance-assault', 'Emergency-department attendance after assault', 'RESIDENTS', [
    'violent-crime',
  ]),
  offence('mental-health-attendance', 'Attendance for mental health', 'RESIDENTS', ['substance-misuse']),
  offence('drug-treatment', 'Drug treatment', 'RESIDENTS', ['substance-misuse']),
  offence('ambulance-callout-assault', 'Ambulance call-out to an assault', 'RESIDENTS', ['violent-crime']),
  offence('ambulance-callout-overdose', 'Ambulance call-out to an overdose', 'RESIDENTS', [
    'substance-misuse',
  ]),
  offence('ambulance-callout-other', 'Other ambulance call-out', 'RESIDENTS', []),

  // What the police did, not what was done to anybody.
  offence('search-person', 'Stop and search of a person', 'RESIDENTS', []),
  offence('search-vehicle', 'Stop and search of a vehicle', undefined, []),
  offence('search-person-and-vehicle', 'Stop and search of a person and a vehicle', 'RESIDENTS', []),

  // What else the police are called to, in the National Incident Category List.
  offence('transport-incident', 'Transport incident', 'RESIDENTS', []),
  offence('public-safety-incident', 'Public safety or welfare incident', 'RESIDENTS', []),

  // The categories of data.police.uk, one each: wider than any single offence above.
  offence('open-anti-social-behaviour', 'Anti-social behaviour', 'RESIDENTS', ['anti-social-behaviour']),
  offence('open-bicycle-theft', 'Bicycle theft', 'RESIDENTS', ['bicycle-theft']),
  offence('open-burglary', 'Burglary', 'HOUSEHOLDS', ['burglary']),
  offence('open-criminal-damage-and-arson', 'Criminal damage and arson', 'RESIDENTS', ['criminal-damage']),
  offence('open-drugs', 'Drugs', 'RESIDENTS', ['drug-misuse', 'substance-misuse']),
  offence('open-other-crime', 'Other crime', 'RESIDENTS', ['other-crime']),
  offence('open-other-theft', 'Other theft', 'RESIDENTS', ['other-theft']),
  offence('open-possession-of-weapons', 'Possession of weapons', 'RESIDENTS', ['weapons']),
  offence('open-public-order', 'Public order', 'RESIDENTS', ['public-order']),
  offence('open-robbery', 'Robbery', 'RESIDENTS', ['robbery']),
  offence('open-shoplifting', 'Shoplifting', 'PREMISES', ['shoplifting']),
  offence('open-theft-from-the-person', 'Theft from the person', 'RESIDENTS', ['theft-from-person']),
  offence('open-vehicle-crime', 'Vehicle crime', 'VEHICLES', ['vehicle-crime']),
  offence('open-violence-and-sexual-offences', 'Violence and sexual offences', 'RESIDENTS', [
    'violent-crime',
  ]),
];

function offence(
  code: string,
  name: string,
  denominator: OffenceSeed['denominator'],
  themes: string[],
): OffenceSeed {
  return { code, name, denominator, themes };
}

/** Offences of each group by the start of their code. */
function offencesFrom(...starts: string[]): string[] {
  return OFFENCES.map(({ code }) => code).filter((code) => starts.some((start) => code.startsWith(start)));
}

const ASB = offencesFrom('asb-');
const CRIMES = OFFENCES.slice(
  0,
  OFFENCES.findIndex(({ code }) => code === 'asb-personal'),
).map(({ code }) => code);

export const SOURCES: SourceSeed[] = [
  {
    code: 'police-incidents',
    name: 'Police incidents',
    agency: 'police',
    statutoryNumber: 1,
    access: 'CLOSED',
    resolution: 'MINUTE',
    addsToThemes: true,
    offences: [...ASB, 'transport-incident', 'public-safety-incident'],
  },
  {
    code: 'police-crimes',
    name: 'Police recorded crimes',
    agency: 'police',
    statutoryNumber: 2,
    access: 'CLOSED',
    resolution: 'MINUTE',
    addsToThemes: true,
    offences: CRIMES,
  },
  {
    code: 'fire-incidents',
    name: 'Fire incidents',
    agency: 'fire',
    statutoryNumber: 3,
    access: 'CLOSED',
    resolution: 'MINUTE',
    offences: offencesFrom('dwelling-fire', 'deliberate-fire', 'violence-to-fire', 'fire-special'),
  },
  {
    code: 'fire-false-alarms',
    name: 'Malicious false alarms',
    agency: 'fire',
    statutoryNumber: 4,
    access: 'CLOSED',
    resolution: 'MINUTE',
    offences: ['malicious-false-alarm'],
  },
  {
    code: 'road-collisions',
    name: 'Road collisions',
    agency: 'local authority',
    statutoryNumber: 5,
    access: 'CLOSED',
    resolution: 'MINUTE',
    addsToThemes: true,
    offences: ['road-collision'],
  },
  {
    code: 'school-exclusions',
    name: 'School exclusions',
    agency: 'local authority',
    statutoryNumber: 6,
    access: 'CLOSED',
    resolution: 'DAY',
    offences: ['school-exclusion'],
  },
  {
    code: 'racial-incidents',
    name: 'Racial incidents',
    agency: 'local authority',
    statutoryNumber: 7,
    access: 'CLOSED',
    resolution: 'DAY',
    offences: ['racial-incident'],
  },
  {
    code: 'asb-reports',
    name: 'Reports of anti-social behaviour to the council',
    agency: 'local authority',
    statutoryNumber: 8,
    access: 'CLOSED',
    resolution: 'MINUTE',
    offences: ASB,
  },
  {
    code: 'hospital-admissions',
    name: 'Hospital admissions',
    agency: 'health',
    statutoryNumber: 9,
    access: 'CLOSED',
    resolution: 'DAY',
    offences: offencesFrom('admission-', 'emergency-attendance').filter(
      (code) => code !== 'admission-domestic-abuse',
    ),
  },
  {
    code: 'domestic-abuse-admissions',
    name: 'Hospital admissions for domestic abuse',
    agency: 'health',
    statutoryNumber: 10,
    access: 'CLOSED',
    resolution: 'DAY',
    offences: ['admission-domestic-abuse'],
  },
  {
    code: 'mental-health-and-drug-treatment',
    name: 'Mental health and drug treatment',
    agency: 'health',
    statutoryNumber: 11,
    access: 'CLOSED',
    resolution: 'MONTH',
    offences: ['mental-health-attendance', 'drug-treatment'],
  },
  {
    code: 'ambulance-callouts',
    name: 'Ambulance call-outs',
    agency: 'health',
    statutoryNumber: 12,
    access: 'CLOSED',
    resolution: 'MINUTE',
    offences: offencesFrom('ambulance-'),
  },
  {
    code: 'police-uk-street',
    name: 'data.police.uk street-level crime',
    agency: 'data.police.uk',
    access: 'OPEN',
    resolution: 'MONTH',
    snapped: true,
    addsToThemes: true,
    offences: offencesFrom('open-'),
    parentOnly: [
      'burglary',
      'non-domestic-burglary',
      'robbery',
      'substance-misuse',
      'theft-of-vehicles',
      'theft-from-vehicles',
      'violent-crime',
    ],
  },
  {
    code: 'police-uk-stop-search',
    name: 'data.police.uk stop and search',
    agency: 'data.police.uk',
    access: 'OPEN',
    resolution: 'MINUTE',
    snapped: true,
    offences: offencesFrom('search-'),
  },
];

/** Flags that police crimes carry, so that the themes made of flags are seen by that source alone. */
const FLAGGED_SOURCE = 'police-crimes';

/** How well each source sees each theme; a pair that is not listed is not seen at all. */
export function coverage(): { source: string; theme: string; coverage: 'EXACT' | 'PARENT_ONLY' }[] {
  return SOURCES.flatMap((source) => {
    const reached = new Set(
      OFFENCES.filter(({ code }) => source.offences.includes(code)).flatMap(({ themes }) => themes),
    );
    if (source.code === FLAGGED_SOURCE) for (const theme of THEMES) if (theme.flags) reached.add(theme.code);
    for (const theme of source.parentOnly ?? []) reached.add(theme);
    return [...reached].map((theme) => ({
      source: source.code,
      theme,
      coverage: source.parentOnly?.includes(theme) ? ('PARENT_ONLY' as const) : ('EXACT' as const),
    }));
  });
}
