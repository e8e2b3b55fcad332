export { Change, changeBetween } from './change';
export { Comparison, type Windows, windowsFor } from './windows';
