/**
 * Closed set of reasons for which the API refuses or fails. Every refusal is a `Problem`; only `api/http/errors.ts`
 * turns one into a GraphQL error or an HTTP status.
 */
export const PROBLEM_CODES = {
  BAD_USER_INPUT: 'An argument is missing, malformed or out of its range. The message says what is allowed.',
  NOT_FOUND: 'Nothing with this code or id exists, or the key may not see it.',
  UNAUTHENTICATED: 'The key is unknown or revoked.',
  FORBIDDEN: 'The key is valid, but its role or scope does not allow this.',
  TOO_LARGE: 'The request asks for more than a limit allows. The message names the limit and what would fit.',
  NOT_SUPPORTED_FOR_SOURCE: 'The records of this source cannot answer the question, for the reason given.',
  NOT_ENOUGH_DATA: 'Too few records or months for the method to give an answer.',
  RATE_LIMITED: 'Too many requests from this key or address. Try again after the time given.',
  BUSY: 'The server has as much to do as it can hold. Send the request again after the time given.',
  TIMEOUT: 'The request took longer than its deadline and was stopped. Narrow the period or the area.',
  RETRY: 'The database was restarting. Nothing was changed; send the request again.',
  CONFLICT: 'The thing was changed by someone else in the meantime, or is in use by another process.',
  INTERNAL: 'A fault in the server. The log has it under the request id.',
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

/**
 * Refusal or failure with a code of the closed set. Its message says what to do next and never repeats a value that the
 * caller sent.
 */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
    /** Facts for programs: limits, names of fields, allowed codes. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'Problem';
  }
}

/** Result of a step, or the `Problem` that it throws, so that other steps can go on. Other errors are thrown. */
export async function orRefusal<T>(step: Promise<T>): Promise<T | Problem> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Problem of a request whose client has gone, or whose deadline has passed. */
export function abortedProblem(): Problem {
  return new Problem('TIMEOUT', 'The request took longer than its deadline, or its reader went away.');
}
