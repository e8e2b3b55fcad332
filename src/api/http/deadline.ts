import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from '../../platform/config';
import { Problem } from '../../platform/errors';

/**
 * Answers TIMEOUT to a request that takes too long as a whole; work that still runs for it finds its context closed.
 * Fastify's own `handlerTimeout` does not help: it is cancelled as soon as the body of the request is read.
 */
export function endLateRequests(app: FastifyInstance, { requestTimeoutSeconds: limit }: Config): void {
  const late = new Problem(
    'TIMEOUT',
    `A request may take ${limit} seconds (REQUEST_TIMEOUT_SECONDS). Narrow the period or the area.`,
    { limit },
  );
  app.addHook('onRequest', async (_request, reply) => {
    const timer = setTimeout(() => {
      if (!reply.sent) reply.send(late);
    }, limit * 1000).unref();
    reply.raw.once('close', () => clearTimeout(timer));
  });
}

/** Signal that aborts when the response closes: sent, timed out, or its client gone. */
export function whenClosed({ raw }: FastifyReply): AbortSignal {
  const closed = new AbortController();
  raw.once('close', () => closed.abort());
  return closed.signal;
}
