export { listCodes, requireCode, requireCodes } from './codes';
export { abortedProblem, orRefusal, PROBLEM_CODES, Problem, type ProblemCode } from './problem';
