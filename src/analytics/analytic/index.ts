export { Answer, Parameter } from './answer.type';
export { AnswerCache } from './cache';
export { cached } from './cached';
export { canonical } from './canonical';
export { filterParameters, listParameters, placeCaveats, prefixed, span } from './parameters';
