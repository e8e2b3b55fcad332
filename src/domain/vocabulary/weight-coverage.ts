import { Problem } from '../../platform/errors';
import type { WeightSetEntity } from './weight-set.entity';

/** Minimum share of the incidents that a weight set must have a weight for. */
const KNOWN_SHARE = 0.5;

const number = (n: number) => new Intl.NumberFormat('en-GB').format(n);

/**
 * Refuses to weigh incidents most of which would weigh nothing.
 *
 * @param weighted number of the incidents whose offence has a weight.
 * @throws Problem NOT_ENOUGH_DATA.
 */
export function requireWeights(
  { incidents, weighted }: { incidents: number; weighted: number },
  { name }: Pick<WeightSetEntity, 'name'>,
): void {
  if (weighted >= KNOWN_SHARE * incidents) return;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `The weight set "${name}" has a weight for ${number(weighted)} of ${number(incidents)} incidents, fewer than half. ` +
      'Use a weight set that knows more of them, such as crime-severity-score, or import one: csg import weights.',
    { field: 'weightSet' },
  );
}
