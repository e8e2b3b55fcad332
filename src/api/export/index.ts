export { type Analytic, analyticsOf } from './analytic-fields';
export { type FlatParameter, ownParameter, type Query, readParameters } from './query-parameters';
export { serveExports } from './routes';
export {
  answerOf,
  type Beside,
  besideOf,
  type Feature,
  featureOf,
  featuresIn,
  totalOf,
  usualPartnership,
  variablesOf,
} from './run';
