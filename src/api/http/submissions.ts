import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Attempt, type Receipt, receive } from '../../ingest/deliveries';
import type { Config } from '../../platform/config';
import type { Database } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { whenClosed } from './deadline';

interface Submitted {
  Params: { dataset: string; quarter: string };
  Querystring: Record<string, string | string[] | undefined>;
}

const PARAMETERS = ['partnership', 'agency', 'replace', 'dryRun'];

function textOf(query: Submitted['Querystring'], name: string): string | undefined {
  const value = query[name];
  if (Array.isArray(value)) throw new Problem('BAD_USER_INPUT', `${name} is given more than once.`);
  return value;
}

function isOn(query: Submitted['Querystring'], name: string): boolean {
  const text = textOf(query, name) ?? 'false';
  if (text !== 'true' && text !== 'false')
    throw new Problem('BAD_USER_INPUT', `${name} is true or false.`, { field: name });
  return text === 'true';
}

/** Serves `PUT /submissions/{dataset}/{quarter}`, whose body is a file of the data set, streamed. */
export async function serveSubmissions(
  app: FastifyInstance,
  { config, database }: { config: Config; database: Database },
  identify: (request: FastifyRequest) => Promise<void>,
): Promise<void> {
  const { submissionLimitMegabytes, dryRunsPerHour, maxRejects } = config;
  const maxBytes = submissionLimitMegabytes * 2 ** 20;
  await app.register(async (scope) => {
    // Accept any content type: the importer recognises the format by the content.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.put<Submitted>(
      '/submissions/:dataset/:quarter',
      // The importer unpacks gzip itself, by its first bytes, so that it can report a damaged file.
      { preParsing: identify, decompress: false, bodyLimit: Number.MAX_SAFE_INTEGER },
      async (request, reply): Promise<Receipt> => {
        const { query, params, viewer } = request;
        const body = request.body as Readable | null | undefined;
        const attempt = new Attempt(database, viewer);
        try {
          if (!body)
            throw new Problem('BAD_USER_INPUT', 'The request has no body: send the file as the body.');
          if (Object.keys(query).some((name) => !PARAMETERS.includes(name)))
            throw new Problem('BAD_USER_INPUT', `A parameter is none of ${PARAMETERS.join(', ')}.`);
          return await receive(database, attempt, {
            ...{ viewer, ...params, maxBytes, dryRunsPerHour, maxRejects, body },
            partnership: textOf(query, 'partnership'),
            agency: textOf(query, 'agency'),
            replace: isOn(query, 'replace'),
            dryRun: isOn(query, 'dryRun'),
            signal: whenClosed(reply),
          });
        } catch (fault) {
          // The rest of the body stays unread, so the connection cannot be used again.
          if (body && !body.readableEnded) reply.header('connection', 'close');
          await attempt.refuse(fault);
          throw fault;
        }
      },
    );
  });
}
