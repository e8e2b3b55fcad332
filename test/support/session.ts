import { Client } from 'pg';

/**
 * Session on a test's server beside the product: holds locks in its way and observes it.
 */
export class Onlooker {
  private constructor(private readonly client: Client) {}

  static async on(url: string): Promise<Onlooker> {
    const client = new Client({ connectionString: url });
    client.on('error', () => {}); // its server may be stopped by the test
    await client.connect();
    return new Onlooker(client);
  }

  /** Holds the locks that a statement takes, until {@link letGo}. */
  async hold(statement: string): Promise<void> {
    await this.client.query('BEGIN');
    await this.client.query(statement);
  }

  async letGo(): Promise<void> {
    await this.client.query('ROLLBACK');
  }

  /** How many other sessions there are, or how many of them wait for a lock. */
  async others(waiting = false): Promise<number> {
    await this.client.query('SELECT pg_stat_clear_snapshot()'); // else a transaction sees what it saw first
    const { rows } = await this.client.query(
      `SELECT count(*)::integer AS n FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
         AND (NOT $1 OR wait_event_type = 'Lock')`,
      [waiting],
    );
    return rows[0].n;
  }

  /** Ends all other sessions, as an administrator may. */
  async endOthers(): Promise<void> {
    await this.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
