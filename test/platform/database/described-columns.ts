import { Client, type Connection, type Submittable } from 'pg';
import { numberParameters, type Statement } from '../../../src/platform/database/sql';

/** A column of a statement's rows as PostgreSQL describes it. */
export interface Column {
  name: string;
  /** Name in pg_type: `int8`, `_text` for an array of text … */
  sqlType: string;
}

interface Field {
  name: string;
  dataTypeID: number;
}

/** Parse and Describe of the extended protocol: PostgreSQL checks the statement against its tables and runs nothing. */
class Description implements Submittable {
  readonly fields: Promise<Field[]>;
  private resolve!: (fields: Field[]) => void;
  private reject!: (error: unknown) => void;
  private found: Field[] = [];

  constructor(private readonly text: string) {
    this.fields = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.parse({ name: '', text: this.text, types: [] }, true);
    connection.describe({ type: 'S', name: '' }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.found = fields;
  }

  handleError(error: unknown): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve(this.found);
  }
}

/** Has a server describe statements, on a connection of its own. */
export class Describer {
  private constructor(
    private readonly client: Client,
    private readonly typeNames: Map<number, string>,
  ) {}

  static async connect(url: string): Promise<Describer> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ oid: number; name: string }>(
      `SELECT oid::integer, CASE WHEN typtype = 'e' THEN 'text' ELSE typname END AS name FROM pg_type`,
    );
    return new Describer(client, new Map(rows.map(({ oid, name }) => [oid, name])));
  }

  /** The columns of a statement without slots; none where it returns no rows. */
  async columnsOf(statement: Statement): Promise<Column[]> {
    const everyValue = new Proxy({}, { has: () => true, get: () => null });
    const description = new Description(numberParameters(statement, everyValue).text);
    this.client.query(description);
    const fields = await description.fields;
    return fields.map(({ name, dataTypeID }) => ({ name, sqlType: this.typeNames.get(dataTypeID)! }));
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
