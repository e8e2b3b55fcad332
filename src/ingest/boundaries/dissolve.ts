import { AreaKind, codesAt, dissolveWards } from '../../domain/areas';
import { today } from '../../platform/calendar';
import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import type { RowReject } from '../reading/record';
import type { ImportTarget, Located } from './features';
import { readSntTable, type WardOfSntArea } from './snt-table';

/** Area to be stored. */
export interface AreaItem extends Located {
  code: string;
  name: string;
}

/** SNT area as a group of wards. */
interface WardGroup {
  name: string;
  /** Lines of the table that name its wards. */
  lines: number[];
  /** Ids of its wards. */
  wards: number[];
}

/** Groups the wards of a table by SNT area; a ward may be in one area only. */
class WardGroups {
  readonly groups = new Map<string, WardGroup>();
  private readonly rows = new Map<string, WardOfSntArea>();

  /**
   * @param wards ids of the partnership's wards, by code.
   * @param day day on which they are valid, for refusals.
   */
  constructor(
    private readonly wards: ReadonlyMap<string, number>,
    private readonly day: string,
  ) {}

  /** Adds a ward to its area. @returns reject of the row, or null. */
  add(row: WardOfSntArea): RowReject | null {
    const { line, ward, code, name } = row;
    const reject = (reason: string): RowReject => ({ line, field: 'ward', reason });
    const wardId = this.wards.get(ward);
    const before = this.rows.get(ward);
    if (wardId === undefined) return reject(`no ward of the partnership that is valid on ${this.day}`);
    if (before !== undefined)
      return reject(
        before.code === code
          ? `the same as line ${before.line}`
          : `this ward is in another SNT area by line ${before.line}; it can be in one only`,
      );
    this.rows.set(ward, row);
    const group = this.groups.get(code) ?? { name, lines: [], wards: [] };
    group.lines.push(line);
    group.wards.push(wardId);
    this.groups.set(code, group);
    return null;
  }

  /** Codes of the wards that are in no area. */
  get missing(): string[] {
    return [...this.wards.keys()].filter((code) => !this.rows.has(code));
  }
}

/** SNT areas from a table of wards, made from the wards valid when the areas begin (else end, else today). */
export async function* dissolvedAreas(
  content: Content,
  { session, partnershipId, remark }: ImportTarget,
  options: { validFrom?: string; validTo?: string; codeField?: string; nameField?: string },
): AsyncGenerator<AreaItem | RowReject> {
  const day = options.validFrom ?? options.validTo ?? today();
  const at = { partnershipId, at: day };
  const wards = await codesAt(session, { ...at, kind: AreaKind.WARD });
  if (wards.size === 0)
    throw fileProblem(
      content,
      `the partnership has no wards that are valid on ${day}. Import them first, or say with --valid-from when the SNT ` +
        'areas begin.',
    );
  const table = new WardGroups(wards, day);
  for (const row of await readSntTable(content, options)) {
    const reject = 'reason' in row ? row : table.add(row);
    if (reject) yield reject;
  }
  const { groups, missing } = table;
  if (missing.length > 0 && groups.size > 0)
    remark(`${missing.length} of ${wards.size} wards are in no SNT area: ${joinCodes(missing)}`);
  const earlier = await codesAt(session, { ...at, kind: AreaKind.SNT_AREA });
  const kept = [...earlier.keys()].filter((code) => !groups.has(code));
  if (kept.length > 0 && groups.size > 0)
    remark(`SNT areas of earlier files that are not in this one stay valid: ${joinCodes(kept)}`);
  const shapes = await dissolveWards(
    session,
    [...groups.values()].map((group) => group.wards),
  );
  for (const [i, [code, { name, lines }]] of [...groups].entries())
    yield { line: lines[0], lines, code, name, crs: 'EPSG:27700', geometry: shapes[i], repairs: [] };
}

/** First 20 codes for a message, and the number of others. */
function joinCodes(codes: string[]): string {
  return codes.slice(0, 20).join(', ') + (codes.length > 20 ? ` and ${codes.length - 20} more` : '');
}
