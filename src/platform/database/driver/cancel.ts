import { Client } from 'pg';

/**
 * Cancels the statement of a server's process once the signal is aborted, through a connection of its own: those of
 * the pool may all be waiting for the same.
 *
 * @returns to be called before the connection is used for anything else: nothing is cancelled after it.
 */
export function cancelOnAbort(signal: AbortSignal, url: string, processId: number): () => Promise<void> {
  let cancelling: Promise<void> | undefined;
  const abort = () => {
    cancelling = cancel(url, processId).catch(() => {
      // The deadline ends the statement then.
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
