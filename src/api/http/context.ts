import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestContext } from '../../access';
import type { AnswerCache } from '../../analytics/analytic';
import type { Config } from '../../platform/config';
import type { Database } from '../../platform/database';
import { whenClosed } from './deadline';

/** The context of a resolver, with the HTTP request beneath for logs. */
export class HttpContext extends RequestContext {
  constructor(
    readonly request: FastifyRequest,
    reply: FastifyReply,
    database: Database,
    { queryTimeoutSeconds }: Config,
    answers: AnswerCache,
  ) {
    super(request.viewer, database, queryTimeoutSeconds * 1000, whenClosed(reply), answers);
  }
}
