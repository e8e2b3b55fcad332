export { ActionEvaluationResolver } from './evaluation';
export { EventEvaluationResolver } from './event-evaluation';
