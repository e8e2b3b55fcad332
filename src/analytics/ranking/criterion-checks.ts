import {
  Fault,
  faultOr,
  readCode,
  readObject,
  readOneOf,
  readText,
  type VocabularyFault,
} from '../../domain/vocabulary';
import type { MatrixCriterionInput } from './matrix.type';
import { MatrixKind } from './matrix.type';

/** Criterion of a partnership's own, as a vocabulary file defines it. */
export type CriterionDefinition = Omit<MatrixCriterionInput, 'partnership'>;

const FIELDS = ['matrix', 'code', 'name', 'least', 'greatest', 'since'] as const;

const MOST = 32_767;

function readWhole(field: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > MOST)
    throw new Fault(field, `not a whole number from -${MOST} to ${MOST}`);
  return value;
}

function readDay(field: string, value: unknown): string {
  const isDay = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  if (!isDay || Number.isNaN(Date.parse(value))) throw new Fault(field, 'not a day as YYYY-MM-DD');
  return value;
}

/** Checks a criterion of a file; returns it, or the fault for which it is refused. */
export function checkCriterion(value: unknown): CriterionDefinition | VocabularyFault {
  return faultOr(() => {
    const raw = readObject('criterion', value, FIELDS);
    const criterion = {
      matrix: readOneOf('matrix', raw.matrix, Object.values(MatrixKind)),
      code: readCode('code', raw.code),
      name: readText('name', raw.name, 120),
      least: readWhole('least', raw.least),
      greatest: readWhole('greatest', raw.greatest),
      since: raw.since == null ? null : readDay('since', raw.since),
    };
    if (criterion.least >= criterion.greatest) throw new Fault('greatest', 'not above least');
    return criterion;
  });
}
