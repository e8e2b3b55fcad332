export { AnswerCache } from './cache';
export { cached } from './cached';
export { canonical } from './canonical';
