import { fileProblem } from '../../platform/files';
import { findColumns } from '../reading/columns';
import type { Content } from '../reading/content';
import type { CsvRow } from '../reading/csv';
import type { RowReject } from '../reading/record';
import { readSmallTable, widthFault } from '../reading/small-table';
import { label } from './records';

/** Line of a table: a ward, and the SNT area that it belongs to. */
export interface WardOfSntArea {
  line: number;
  ward: string;
  code: string;
  name: string;
}

const NAMES = {
  ward: [/^wd\d\dcd$/, /^(ward(gss)?code|wardcd|wdcd)$/, /^ward(id|gss)?$/, /^gsscode$/],
  code: [/^snt(area|team)?(code|cd|id)$/, /^(area|team|neighbourhood)(code|cd|id)$/],
  name: [
    /^snt(area|team)?(name|nm)?$/,
    /^(safer)?neighbourhood(policing)?(team|area)?(name)?$/,
    /^(area|team|locality|sector)(name)?$/,
    /^name$/,
  ],
};

const WANTED =
  'a table of wards and SNT areas has a column of ward codes (ward code, WD23CD, …), one of SNT areas (SNT area, …), and ' +
  'perhaps one of their codes (SNT code, …)';

/**
 * Reads a table of wards and the SNT areas that they belong to: a CSV of two columns, or three with a code of the area.
 * A missing code is made from the name. Does not check that the wards exist.
 *
 * @param options names of the columns with code and name of the SNT area, where they are not recognised.
 * @throws Problem where the header does not fit.
 */
export async function readSntTable(
  content: Content,
  options: { codeField?: string; nameField?: string },
): Promise<(WardOfSntArea | RowReject)[]> {
  const { header, rows } = await readSmallTable(content);
  const { ward, code, name } = columnsOf(content, header, options);
  return rows.map((row) => {
    const { line, fields } = row;
    const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
    const fault = widthFault(row, header);
    if (fault !== null) return reject('row', fault);
    const wardCode = label(fields[ward]);
    if (wardCode === null) return reject('ward', 'blank, or longer than 100 characters');
    const areaName = label(fields[name]);
    if (areaName === null) return reject('SNT area', 'blank, or longer than 100 characters');
    const areaCode = code === undefined ? slug(areaName) : label(fields[code]);
    if (areaCode === null) return reject('SNT code', 'blank, or longer than 100 characters');
    if (areaCode === '') return reject('SNT area', 'without a letter or digit');
    return { line, ward: wardCode, code: areaCode, name: areaName };
  });
}

function columnsOf(
  content: Content,
  { line, fields }: CsvRow,
  options: { codeField?: string; nameField?: string },
): { ward: number; code?: number; name: number } {
  const refuse = (what: string) => fileProblem(content, `${what}: ${WANTED}.`, line);
  if (fields.some((field) => /^[EWSN]\d{8}$/i.test(field.trim())))
    throw refuse('the first line must be the names of the columns');
  const chosen = { code: options.codeField, name: options.nameField };
  const found = findColumns(fields, NAMES, chosen);
  for (const column of Object.keys(NAMES) as (keyof typeof NAMES)[])
    if (found[column] === null)
      throw refuse(`the columns leave open which is the ${column === 'ward' ? 'ward' : `area's ${column}`}`);
  const ward = found.ward ?? undefined;
  if (ward === undefined) throw refuse('no column of ward codes was recognised');
  // With two columns, take the one that is not the ward as the area, under any name.
  const name = found.name ?? (fields.length === 2 ? 1 - ward : undefined);
  if (name === undefined || name === ward) throw refuse('no column of SNT areas was recognised');
  const code = found.code ?? undefined;
  return { ward, name, code: code === name ? undefined : code };
}

/** Code made from a name: lower case, with hyphens between words. */
function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
