import { fileProblem } from '../../platform/files';

/** Kinds of area that boundaries are imported for. */
export type BoundaryKind = 'WARD' | 'SNT_AREA' | 'POSTCODE_DISTRICT' | 'LSOA' | 'PARTNERSHIP';

/** Names of the properties that hold an area's code and name. */
export interface AreaFields {
  code: string;
  /** Property of the name; null where the code is the name too. */
  name: string | null;
}

/** ONS families of area codes, the finest first: a file of wards may contain the codes of their districts as well. */
const FAMILIES = ['OA', 'LSOA', 'MSOA', 'WD', 'WARD', 'SNT', 'LAD', 'CSP', 'PFA'];

const FAMILIES_OF_KIND: Partial<Record<BoundaryKind, string[]>> = {
  WARD: ['WD', 'WARD'],
  SNT_AREA: ['SNT'],
  LSOA: ['LSOA'],
  PARTNERSHIP: ['CSP', 'LAD'],
};

/** Layouts of other publishers, in order of preference. Postcode districts have a name only. */
const PLAIN_LAYOUTS: [string, string][] = [
  ['code', 'name'],
  ['area_code', 'area_name'],
  ['gss_code', 'name'],
  ['geo_code', 'geo_label'],
  ['name', 'name'],
];

/**
 * Finds the properties with code and name: those named by the caller, else those of the ONS (`WD23CD`, `lsoa21nm`,
 * `ward_code`, `CSP` and `CSPn`, …, of any year, case ignored), else `code` and `name`, else `name` alone.
 *
 * @param available names of all properties in the file.
 * @throws Problem listing the properties, where none fits or several do.
 */
export function areaFields(
  file: { name: string },
  available: string[],
  options: { kind?: BoundaryKind; codeField?: string; nameField?: string },
): AreaFields {
  const find = (wanted: string) =>
    available.includes(wanted)
      ? wanted
      : available.find((name) => name.toLowerCase() === wanted.toLowerCase());
  const fail = (what: string) => {
    const there =
      available.length > 0 ? `The properties are: ${printable(available)}.` : 'There are no properties.';
    return fileProblem(file, `${what} ${there} Name them with --code-field and --name-field.`);
  };
  const chosen = (field: string | undefined, option: string): string | undefined => {
    if (field === undefined) return undefined;
    const found = find(field);
    if (found === undefined) throw fail(`there is no property as named by ${option}.`);
    return found;
  };
  const code = chosen(options.codeField, '--code-field');
  const name = chosen(options.nameField, '--name-field');
  if (code !== undefined) return { code, name: name ?? partnerOf(code, find) };

  for (const family of (options.kind && FAMILIES_OF_KIND[options.kind]) ?? FAMILIES) {
    const pattern = new RegExp(`^${family}(\\d\\d)?_?(CD|CODE)$`, 'i');
    const codes = available.filter((property) => pattern.test(property));
    if (codes.length > 1) throw fail(`there are codes of several years: ${printable(codes)}.`);
    if (codes.length === 1) return { code: codes[0], name: name ?? partnerOf(codes[0], find) };
    const [bare, partner] = [find(family), find(`${family}n`)];
    if (bare !== undefined && partner !== undefined) return { code: bare, name: name ?? partner };
  }
  for (const [codeName, nameName] of PLAIN_LAYOUTS) {
    const found = find(codeName);
    if (found !== undefined) return { code: found, name: name ?? find(nameName) ?? null };
  }
  throw fail('no property was recognised as the code of an area.');
}

/** Property of the name that belongs to a code: `WD23NM` for `WD23CD`, `area_name` for `area_code`. */
function partnerOf(code: string, find: (name: string) => string | undefined): string | null {
  const partner = code.replace(/CD$/i, 'NM').replace(/CODE$/i, 'NAME');
  return (partner !== code && find(partner)) || null;
}

/** Property names for a message, cut to a readable length. */
export function printable(names: string[]): string {
  const shown = names
    .slice(0, 30)
    .map((name) => name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 40) || '(blank)');
  return shown.join(', ') + (names.length > 30 ? ` and ${names.length - 30} more` : '');
}
