export { type Execute, type ReportOptions, writeReport } from './report';
