import type { Vocabulary } from '../../domain/vocabulary';
import type { Counts } from './counted';

/** Weight of one incident of an offence in a weight set. */
export interface Price {
  /** Least and greatest that it can be: the weight itself, or those of the parts of a wide offence without one. */
  least: number;
  greatest: number;
  /** The weight, or the mean of the parts as they are mixed in the partnership; null where that is not known. */
  mean: number | null;
}

/**
 * Weights of incidents by offence: stated by the weight set, or by the parts of a wide offence or open category, all of which
 * have one. Null where neither is known.
 *
 * @param mixture published recorded crime of the partnership by offence, which tells how parts are mixed; null: none.
 */
export function pricesOf(
  weights: ReadonlyMap<number, number>,
  { offences }: Pick<Vocabulary, 'offences'>,
  mixture: Counts | null,
): (offenceId: number) => Price | null {
  const partsOf = (whole: number) =>
    offences.all.filter(
      ({ partOf, publishedAs }) => partOf === whole || (partOf === null && publishedAs === whole),
    );
  const priceOf = (id: number): Price | null => {
    const weight = weights.get(id);
    if (weight !== undefined) return { least: weight, greatest: weight, mean: weight };
    const parts = partsOf(id).map((part) => ({
      price: priceOf(part.id),
      n: Math.max(0, mixture?.get(part.id) ?? 0),
    }));
    const prices = parts.map(({ price }) => price).filter((price) => price !== null);
    if (prices.length === 0 || prices.length < parts.length) return null;
    const mixed = parts.filter(({ n }) => n > 0);
    const all = mixed.reduce((sum, { n }) => sum + n, 0);
    const isKnown = all > 0 && mixed.every(({ price }) => price!.mean !== null);
    const least = Math.min(...prices.map((price) => price.least));
    const greatest = Math.max(...prices.map((price) => price.greatest));
    if (least === greatest) return { least, greatest, mean: least }; // whatever the mixture
    return {
      least,
      greatest,
      mean: isKnown ? mixed.reduce((sum, { price, n }) => sum + price!.mean! * n, 0) / all : null,
    };
  };
  const known = new Map<number, Price | null>();
  return (id) => {
    const price = known.has(id) ? known.get(id)! : priceOf(id);
    known.set(id, price);
    return price;
  };
}
