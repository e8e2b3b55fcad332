import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { arrayParser, PARSERS } from './driver/rows';

/** How `pg` parses text[]. */
const TEXT_ARRAY = types.getTypeParser(1009 as number, 'text');

const DEFAULT_POOL_SIZE = 10;

/** Where a PostgreSQL server is, and how many connections may be open to it. */
export interface ServerOptions {
  /** `postgres://…` */
  url: string;
  /** Default: 10. */
  poolSize?: number;
}

/** A data source on a server, with a pool of connections, that is yet to be initialised. */
export function serverDataSource(
  { url, poolSize = DEFAULT_POOL_SIZE }: ServerOptions,
  schema: Pick<DataSourceOptions, 'entities' | 'migrations'>,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    installExtensions: false,
    ...schema,
    extra: {
      connectionTimeoutMillis: 10_000,
      types: {
        getTypeParser: (oid: number, format: 'text') =>
          PARSERS[oid] ?? arrayParser(oid, TEXT_ARRAY) ?? types.getTypeParser(oid, format),
      },
    },
  });
}
