export { listCodes, requireCode, requireCodes } from './codes';
export { Conflict } from './conflict';
export { didYouMean, nearestCodes } from './nearest';
export { refuseNul } from './nul';
export { abortedProblem, orRefusal, PROBLEM_CODES, Problem, type ProblemCode } from './problem';
export { violationsOf } from './violations';
