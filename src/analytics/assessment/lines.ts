import { orRefusal, Problem, type ProblemCode } from '../../platform/errors';
import type { UnseenLine } from './strategic-assessment.type';

/** Problems that leave out a single line. Any other refuses the whole request. */
const UNTOLD: readonly ProblemCode[] = [
  'FORBIDDEN',
  'NOT_ENOUGH_DATA',
  'NOT_SUPPORTED_FOR_SOURCE',
  'TOO_LARGE',
];

/** Returns an answer, or the problem that leaves out its line; throws any other problem. */
export function untold<T>(answer: T | Problem): T | Problem {
  if (answer instanceof Problem && !UNTOLD.includes(answer.code)) throw answer;
  return answer;
}

/** Applies {@link untold} to a pending answer. */
export async function orUntold<T>(step: Promise<T>): Promise<T | Problem> {
  return untold(await orRefusal(step));
}

/** Lines of a block, and the reasons for those left out. */
export class Lines {
  readonly unseen: UnseenLine[] = [];

  /** Records that a line is left out, wholly or in part. */
  leave(line: string, because: string): void {
    this.unseen.push({ line, because });
  }

  /** Records that a line excludes closed sources of which the viewer reads only counts. */
  leaveClosed(line: string, answer: unknown, closed: readonly { name: string }[]): void {
    if (closed.length === 0 || answer instanceof Problem) return;
    const names = closed.map(({ name }) => name).join(', ');
    this.leave(line, `${names}: closed to this key for single records and their places; left out.`);
  }

  /** Text of a line; where its answer was refused, `nothing`, with the reason recorded. */
  tell<T, Line>(line: string, answer: T | Problem, say: (answer: T) => Line, nothing: Line): Line {
    if (!(answer instanceof Problem)) return say(answer);
    this.leave(line, answer.message);
    return nothing;
  }
}
