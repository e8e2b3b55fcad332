export { listCodes, requireCode, requireCodes } from './codes';
export { givenUp, orRefusal, PROBLEM_CODES, Problem, type ProblemCode } from './problem';
