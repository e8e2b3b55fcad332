/** Kinds of data that name or locate a person, which the data model has no place for. */
export type PersonalData =
  | 'a name'
  | 'a date of birth, or another date'
  | 'an address or a full postcode'
  | 'an e-mail address'
  | 'a telephone number'
  | 'a personal number';

const COLUMNS: readonly (readonly [RegExp, PersonalData])[] = [
  [/birth|^dob|dob$|born/, 'a date of birth, or another date'],
  [/e?mail/, 'an e-mail address'],
  [/phone|mobile|^tel$/, 'a telephone number'],
  [/address|postcode|street|house|uprn|easting|northing|latitude|longitude/, 'an address or a full postcode'],
  [/nino|nationalinsurance|nhs|passport|licen[cs]e/, 'a personal number'],
  [/name|alias|initials|^(first|last|given|family)$/, 'a name'],
];

/** Kind of personal data in a column by its heading; null for none. */
export function personalColumn(heading: string): PersonalData | null {
  const squeezed = heading.toLowerCase().replace(/[^a-z]/g, '');
  return COLUMNS.find(([pattern]) => pattern.test(squeezed))?.[1] ?? null;
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '(?:19|20)\\d\\d';
const DATES = [
  `${YEAR}([-/. ])${MONTH}\\1${DAY}`,
  `${DAY}([-/. ])${MONTH}\\1(?:${YEAR}|\\d\\d)`,
  `${MONTH}([-/])${DAY}\\1${YEAR}`,
  `${DAY}(?:st|nd|rd|th)?[-/. ]*(?:${MONTHS})[a-z]*[-/., ]*(?:${YEAR}|\\d\\d)`,
  `${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
  `(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])${YEAR}`,
];
/** BS 7666: outward code, inward code, with or without a space between them. */
const POSTCODE = '(?:gir *0aa|[a-z]{1,2}\\d[a-z\\d]? *\\d[abd-hjlnp-uw-z]{2})';
const PHONE = '(?:\\+ *44|0044|\\(?0)(?:[ ()-]*\\d){9,10}';
const NATIONAL_INSURANCE = '[a-ceghj-prstw-z]{2} *\\d{2} *\\d{2} *\\d{2} *[a-d]';

const CONTENTS: readonly (readonly [string, PersonalData])[] = [
  ...DATES.map((date) => [date, 'a date of birth, or another date'] as const),
  [POSTCODE, 'an address or a full postcode'],
  [NATIONAL_INSURANCE, 'a personal number'],
  [PHONE, 'a telephone number'],
];
const EMAIL = /[^\s@]@[^\s@]+\.[a-z]/i;
const ANYWHERE = CONTENTS.map(
  ([text, kind]) => [new RegExp(`(?<![a-z\\d])${text}(?![a-z\\d])`, 'i'), kind] as const,
);
const WHOLE = CONTENTS.map(([text, kind]) => [new RegExp(`^\\s*${text}\\s*$`, 'i'), kind] as const);

/**
 * Kind of personal data that a field looks like; null for none.
 *
 * @param part whether a part of the text is enough. False for agencies' references, which contain years and districts.
 */
export function personalContent(text: string, { part }: { part: boolean }): PersonalData | null {
  if (text.includes('@') && EMAIL.test(text)) return 'an e-mail address';
  return (part ? ANYWHERE : WHOLE).find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** Kind of personal data in a free text; null for none. Days are allowed. */
export function personalText(text: string): PersonalData | null {
  if (text.includes('@') && EMAIL.test(text)) return 'an e-mail address';
  const found = ANYWHERE.filter(([pattern]) => pattern.test(text)).map(([, kind]) => kind);
  return found.find((kind) => kind !== 'a date of birth, or another date') ?? null;
}
