import type { MatrixDefinition, MatrixRowDefinition, SourceGaps, WeightSetChoice } from './document';
import {
  Fault,
  faultOr,
  NAME_LENGTH,
  readCode,
  readList,
  readObject,
  readText,
  type VocabularyFault,
} from './field-checks';
import type { Installation } from './installation';

function readRow(field: string, value: unknown): MatrixRowDefinition {
  if (typeof value === 'string') return readCode(field, value);
  const { theme, name } = readObject(field, value, ['theme', 'name']);
  return { theme: readCode(`${field}.theme`, theme), name: readText(`${field}.name`, name, NAME_LENGTH) };
}

function readRows(value: unknown): MatrixRowDefinition[] {
  const rows = readList('rows', value, readRow);
  const themes = new Set(rows.map((row) => (typeof row === 'string' ? row : row.theme)));
  if (themes.size < rows.length) throw new Fault('rows', 'lists a theme twice');
  return rows;
}

/** Checks the columns and rows of a matrix; returns them, or the fault for which they are refused. */
export function checkMatrix(
  value: unknown,
  isCriterion: (code: string) => boolean,
): Partial<MatrixDefinition> | VocabularyFault {
  return faultOr(() => {
    const { criteria, rows } = readObject('matrix', value, ['criteria', 'rows']);
    const column = (field: string, item: unknown) => {
      const found = readCode(field, item);
      if (!isCriterion(found)) throw new Fault(field, 'not the code of a criterion of the matrix');
      return found;
    };
    return {
      ...(criteria === undefined ? {} : { criteria: readList('criteria', criteria, column) }),
      ...(rows === undefined ? {} : { rows: readRows(rows) }),
    };
  });
}

const PURPOSES = ['harm', 'cost'] as const satisfies readonly (keyof WeightSetChoice)[];

/** Checks the weight sets chosen, each by code or id; returns them, or the fault for which they are refused. */
export function checkWeightSets(
  value: unknown,
  isWeightSet: (id: string) => boolean,
): Partial<WeightSetChoice> | VocabularyFault {
  return faultOr(() => {
    const chosen = readObject('weightSets', value, PURPOSES);
    for (const purpose of PURPOSES) {
      const id = chosen[purpose];
      if (id !== undefined && !(typeof id === 'string' && isWeightSet(id)))
        throw new Fault(`weightSets.${purpose}`, 'not the code or the id of a weight set');
    }
    return chosen as Partial<WeightSetChoice>;
  });
}

/** Checks the gaps of a source; returns them, null where it has none, or the fault for which they are refused. */
export function checkGaps(
  source: string,
  value: unknown,
  { sources, offences, flags }: Installation,
): SourceGaps | null | VocabularyFault {
  return faultOr(() => {
    if (!sources.find(source)) throw new Fault('gaps', 'names what is not the code of a source');
    const raw = readObject('gaps', value, ['offences', 'flags']);
    const codes = (field: string, isKnown: (code: string) => boolean) =>
      readList(field, raw[field] ?? [], (at, item) => {
        const found = readCode(at, item);
        if (!isKnown(found)) throw new Fault(at, 'not a known code');
        return found;
      });
    const gaps = {
      offences: codes('offences', (code) => offences.find(code) !== undefined),
      flags: codes('flags', (code) => flags.some((flag) => flag.code === code)),
    };
    const filled = Object.entries(gaps).filter(([, list]) => list.length > 0);
    return filled.length > 0 ? Object.fromEntries(filled) : null;
  });
}
