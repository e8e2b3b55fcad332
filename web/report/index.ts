export { type ReportOptions, report } from './report';
