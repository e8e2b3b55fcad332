import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from '../../platform/config';

/** Errors of JavaScript itself, whose messages name code, never data. */
const OF_THE_CODE = new Set(['TypeError', 'ReferenceError', 'RangeError', 'AssertionError']);

/**
 * Log entry of an unexpected error: its stack, without anything that may quote data. Databases and parsers put
 * offending values between quotation marks, and drivers attach parameters.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack = '', code, table, constraint } = error as Error & Record<string, unknown>;
  const text = OF_THE_CODE.has(name) ? message : message.replace(/(["'`]).*?\1/gs, '$1…$1');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return { type: name, message: text, code, table, constraint, stack: frames.join('\n') };
}

/**
 * Structured log of the server: one JSON object per line, on standard error. It contains no query variables, keys,
 * addresses or headers.
 */
export function createLogger(
  level: Config['logLevel'],
  stream: DestinationStream = pino.destination(2),
): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    stream,
  );
}
