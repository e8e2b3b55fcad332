import type { FastifyInstance } from 'fastify';
import { type Database, pendingMigrations } from '../../platform/database';
import { Problem } from '../../platform/errors';

/** Milliseconds after which a probe fails: a database this slow is too busy for new work. */
const PATIENCE_MS = 5_000;

/** Milliseconds for which probes share one answer, so that probing cannot load the database. */
const FRESH_MS = 1_000;

async function checkReady(database: Database): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Problem('RETRY', 'The database has no time for new work at the moment.')),
      PATIENCE_MS,
    );
  });
  try {
    const pending = await Promise.race([pendingMigrations(database), tooSlow]);
    if (pending.length > 0) throw new Problem('RETRY', 'The database is not migrated: run `csg migrate`.');
  } finally {
    clearTimeout(timer);
  }
}

/** Serves `GET /healthz` (the process lives) and `GET /readyz` (the database is there and migrated). */
export function serveHealth(app: FastifyInstance, database: Database): void {
  const unlimited = { config: { rateLimit: false as const } };
  let last = { at: 0, answer: Promise.resolve() };

  app.get('/healthz', unlimited, async () => ({ status: 'alive' }));

  app.get('/readyz', unlimited, async () => {
    if (Date.now() - last.at > FRESH_MS) last = { at: Date.now(), answer: checkReady(database) };
    try {
      await last.answer;
    } catch (error) {
      // RETRY for every cause, since a probe is always to come again.
      throw error instanceof Problem ? error : new Problem('RETRY', 'The database cannot be reached.');
    }
    return { status: 'ready' };
  });
}
