// TODO: gone as soon as src/schema and src/ingest export these themselves.
import type { GraphQLSchema } from 'graphql';
import type { Database } from './database';

const from = (path: string, name: string) =>
  (require(path) as Record<string, (...args: unknown[]) => never>)[name];

export interface ImportAnswer {
  line: string;
  breakdown: string[];
  rejected: number;
}

export const buildApiSchema = (): Promise<GraphQLSchema> => from('./schema', 'buildApiSchema')();
export const seedDemonstration = (database: Database, onProgress: (line: string) => void): Promise<void> =>
  from('./ingest', 'seedDemonstration')(database, onProgress);
export const importPoliceUk = (database: Database, options: object): Promise<ImportAnswer> =>
  from('./ingest', 'importPoliceUk')(database, options);
export const importBoundaries = (database: Database, options: object): Promise<ImportAnswer> =>
  from('./ingest', 'importBoundaries')(database, options);
