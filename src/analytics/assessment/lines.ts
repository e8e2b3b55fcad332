import { orRefusal, Problem, type ProblemCode } from '../../platform/errors';
import type { UnseenLine } from './strategic-assessment.type';

/** Refusals that leave a line untold. Any other is one of the whole request. */
const UNTOLD: readonly ProblemCode[] = [
  'FORBIDDEN',
  'NOT_ENOUGH_DATA',
  'NOT_SUPPORTED_FOR_SOURCE',
  'TOO_LARGE',
];

/** An answer, or why it cannot be given; a refusal of the whole request is thrown. */
export function untold<T>(answer: T | Problem): T | Problem {
  if (answer instanceof Problem && !UNTOLD.includes(answer.code)) throw answer;
  return answer;
}

/** The same of an answer on its way. */
export async function orUntold<T>(step: Promise<T>): Promise<T | Problem> {
  return untold(await orRefusal(step));
}

/** The lines of a block as they are told one by one, and why others are not. */
export class Lines {
  readonly unseen: UnseenLine[] = [];

  /** Writes down that a line cannot be told, or only in part. */
  leave(line: string, because: string): void {
    this.unseen.push({ line, because });
  }

  /** Writes down that closed sources, which the viewer reads counts of only, took no part in a line. */
  leaveClosed(line: string, answer: unknown, closed: readonly { name: string }[]): void {
    if (closed.length === 0 || answer instanceof Problem) return;
    const names = closed.map(({ name }) => name).join(', ');
    this.leave(line, `${names}: closed to this key for single records and their places; left out.`);
  }

  /** What a line says; where its answer was refused, nothing, and the reason is written down. */
  tell<T, Line>(line: string, answer: T | Problem, say: (answer: T) => Line, nothing: Line): Line {
    if (!(answer instanceof Problem)) return say(answer);
    this.leave(line, answer.message);
    return nothing;
  }
}
