export { Change, changeBetween } from './change';
export { comparisonCaveats, comparisonParameters } from './comparison';
export { Comparison, type Windows, windowsFor } from './windows';
