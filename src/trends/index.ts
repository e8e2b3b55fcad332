export { Change, changeBetween } from './change';
export { Classification, classify } from './classification';
export { comparisonCaveats, comparisonParameters } from './comparison';
export { type ClassifiedChange, type Comparable, compareWindows } from './trend';
export { Comparison, currentWindow, type Windows, windowsFor } from './windows';
