import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestContext } from '../../access';
import type { AnswerCache } from '../../analytics/analytic';
import type { Config } from '../../platform/config';
import type { Database } from '../../platform/database';
import { whenClosed } from './deadline';

/** Name under which what a request has computed takes turns: its key, or its address without one. */
function callerOf({ viewer, ip }: FastifyRequest): string {
  return viewer.keyId === null ? `no key ${normalizeIP(ip, 64)}` : `key ${viewer.keyId}`;
}

/** The context of a resolver, with the HTTP request beneath for logs. */
export class HttpContext extends RequestContext {
  constructor(
    readonly request: FastifyRequest,
    reply: FastifyReply,
    database: Database,
    { queryTimeoutSeconds }: Config,
    answers: AnswerCache,
  ) {
    const deadlineMs = queryTimeoutSeconds * 1000;
    super(request.viewer, database, deadlineMs, whenClosed(reply), answers, callerOf(request));
  }
}
