import type { Period } from '../../platform/calendar';
import { listParameters, type Parameter, span } from '../analytic';
import type { Comparison, Windows } from './windows';

/** What an answer is compared with. */
export function comparisonParameters(comparison: Comparison | Period, windows: Windows | null): Parameter[] {
  return listParameters({
    compareWith: typeof comparison === 'string' ? comparison : 'EXPLICIT',
    currentWindow: windows && span(windows.current),
    comparisonWindow: windows && span(windows.previous),
  });
}

/** What to know of the windows of a comparison. */
export function comparisonCaveats(windows: Windows | null): string[] {
  if (windows === null)
    return ['No change is given: the comparison reaches outside the time that there are data for.'];
  return windows.clipped
    ? ['The windows of the comparison were shortened to the time that there are data for.']
    : [];
}
