export { Admission } from './admission';
export { Turns } from './turns';
