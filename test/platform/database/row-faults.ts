import type { RowType } from './declared-rows';
import type { Column } from './described-columns';

/** TypeScript type that the driver makes of each SQL type, as `driver/rows.ts` has it. Arrays are written `_text`. */
const TYPES: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  daterange: 'string',
  float4: 'number',
  float8: 'number',
  geometry: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  name: 'string',
  numeric: 'number',
  oid: 'number',
  text: 'string',
  timestamp: 'string',
  timestamptz: 'Date',
  uuid: 'string',
  varchar: 'string',
  void: 'string',
};

const JSON_TYPES = new Set(['json', 'jsonb']);

/** Declared types that take in what the driver makes: `unknown` claims nothing, and a Buffer is a Uint8Array. */
const ALSO: Record<string, string[]> = { Buffer: ['Uint8Array'] };

function driverType(sqlType: string): string {
  const type = sqlType.startsWith('_') ? TYPES[sqlType.slice(1)] : TYPES[sqlType];
  if (type === undefined) throw new Error(`say in TYPES what the driver makes of ${sqlType}`);
  return sqlType.startsWith('_') ? `${type}[]` : type;
}

/** How a declared row type and the columns that PostgreSQL describes differ; empty where they agree. */
export function rowFaults(columns: Column[], declared: RowType): string[] {
  const returned = new Set(columns.map(({ name }) => name));
  const faults = [...declared.keys()]
    .filter((name) => !returned.has(name))
    .map((name) => `${name} is declared and not returned`);
  for (const { name, sqlType } of columns) {
    const type = declared.get(name);
    if (type === undefined) faults.push(`${name} (${sqlType}) is returned and not declared`);
    else if (type !== 'unknown' && !JSON_TYPES.has(sqlType)) {
      const expected = driverType(sqlType);
      if (type !== expected && !ALSO[expected]?.includes(type))
        faults.push(`${name} is declared as ${type}, but ${sqlType} is read as ${expected}`);
    }
  }
  return faults;
}
