import { Client } from 'pg';

/**
 * Cancels the running statement of a server process when the signal aborts, through a connection of its own, since
 * those of the pool may all be waiting.
 *
 * @returns function to call before the connection is used for anything else: it waits for a cancel that is on its way
 *   and prevents later ones.
 */
export function cancelOnAbort(signal: AbortSignal, url: string, processId: number): () => Promise<void> {
  let cancelling: Promise<void> | undefined;
  const abort = () => {
    cancelling = cancel(url, processId).catch(() => {
      // Where this fails, the deadline ends the statement.
    });
  };
  signal.addEventListener('abort', abort, { once: true });
  return async () => {
    signal.removeEventListener('abort', abort);
    await cancelling;
  };
}

async function cancel(url: string, processId: number): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('SELECT pg_cancel_backend($1)', [processId]);
  } finally {
    await client.end();
  }
}
