export { EvaluationResolver } from './evaluation.resolver';
