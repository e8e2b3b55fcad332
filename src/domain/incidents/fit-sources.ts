import { Problem } from '../../platform/errors';
import { CaveatCode, caveat } from '../caveats';
import { checkCountable } from './selection/countable';
import type { Selection } from './selection/selection';

type Source = Selection['recordSources'][number];

/**
 * Selection without the sources that cannot answer, which a caveat names. The request is refused where they were asked
 * for by name, or no other is left.
 *
 * @param unfit reason why a source cannot answer; null where it can.
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE naming each unfit source and its reason; NOT_ENOUGH_DATA where no day of the
 *   period can be counted from the others.
 */
export function fitSources(
  selection: Selection,
  unfit: (source: Source) => string | null,
  { question, advice }: { question: string; advice: string },
): Selection {
  const fit = selection.recordSources.filter((source) => unfit(source) === null);
  if (fit.length === selection.recordSources.length) return selection;
  const reasons = selection.recordSources
    .filter((source) => !fit.includes(source))
    .map((source) => `${source.name}: ${unfit(source)}`)
    .join('; ');
  if (selection.sourcesNamed || fit.length === 0)
    throw new Problem('NOT_SUPPORTED_FOR_SOURCE', `${question} cannot be told from ${reasons}. ${advice}`, {
      sources: selection.recordSources.filter((source) => !fit.includes(source)).map(({ code }) => code),
    });
  const kept = selection.keeping(fit);
  checkCountable(kept);
  return { ...kept, caveats: [...kept.caveats, caveat(CaveatCode.SOURCE_LEFT_OUT, `Left out: ${reasons}.`)] };
}
