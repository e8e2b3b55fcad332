import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Config } from '../../platform/config';
import type { Database } from '../../platform/database';
import { Problem, type ProblemCode } from '../../platform/errors';

/** Digest of a text: digests have equal lengths, which a comparison in constant time needs. */
const digestOf = (text: string) => createHash('sha256').update(text).digest();

/** Counters and timers for Prometheus. Labels come from closed sets: routes, fields of the schema, codes. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'csg_request_duration_seconds',
    help: 'Time to answer a request, by route, root field of the GraphQL operation, and HTTP status.',
    labelNames: ['route', 'operation', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });
  private readonly errors = new Counter({
    name: 'csg_errors_total',
    help: 'Errors that callers were told, by code.',
    labelNames: ['code'],
    registers: [this.registry],
  });

  constructor(database: Database) {
    collectDefaultMetrics({ register: this.registry });
    this.readFrom(
      'csg_database_statements_total',
      'Statements sent to the database.',
      () => database.statementCount,
    );
    this.readFrom(
      'csg_database_wait_seconds_total',
      'Time that transactions waited for a connection.',
      () => database.waitedSeconds,
    );
  }

  /** Adds a counter whose value is read from elsewhere at each scrape. */
  private readFrom(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** Records the duration of an answered request. */
  answered(labels: { route: string; operation: string; status: number }, milliseconds: number): void {
    this.requests.observe(labels, milliseconds / 1000);
  }

  /** Counts an error that was sent to a caller. */
  readonly failed = (code: ProblemCode): void => {
    this.errors.inc({ code });
  };

  /**
   * Serves `GET /metrics` in Prometheus' text format to whoever sends the key. The metrics tell what everyone asks for,
   * so without a key they are not served at all.
   */
  serve(app: FastifyInstance, { metricsKey }: Config): void {
    if (metricsKey === '') return;
    const expected = digestOf(`Bearer ${metricsKey}`);
    app.get('/metrics', async ({ headers: { authorization = '' } }, reply) => {
      if (!timingSafeEqual(digestOf(authorization), expected))
        throw new Problem('UNAUTHENTICATED', 'Send the key of METRICS_KEY as Authorization: Bearer <key>.');
      reply.type(this.registry.contentType);
      return this.registry.metrics();
    });
  }
}
