import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { arrayParser, PARSERS } from './driver/rows';

/** Parser of text[] from `pg`. */
const TEXT_ARRAY = types.getTypeParser(1009 as number, 'text');

const DEFAULT_POOL_SIZE = 10;

/** Address of a PostgreSQL server, and the limit of connections to it. */
export interface ServerOptions {
  /** `postgres://…` */
  url: string;
  /** Default: 10. */
  poolSize?: number;
}

/** Data source on a server, with a pool of connections, not initialised yet. */
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
