import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeclaredRows } from './declared-rows';
import { rowFaults } from './row-faults';

const SAMPLE = `
declare class Session { query<Row = Record<string, unknown>>(statement: unknown, values?: object): Promise<Row[]> }
declare class Statement { with(slots: object): Statement }
declare function loadSql(folder: string, name: string): Statement;
declare function queryOf<Row extends object>(folder: string, name: string): () => Promise<Row[]>;
declare const __dirname: string;
enum Kind { WARD = 'WARD', LSOA = 'LSOA' }

const LIST = loadSql(__dirname, 'list_areas');
const COUNT = loadSql(__dirname, 'count_areas');
const CLEAR = loadSql(__dirname, 'clear_areas');
export const selectDays = queryOf<{ day: string }>(__dirname, 'select_days');

interface AreaRow { id: number; kind: Kind; name: string | null; codes: (string | null)[]; since: Date; data: unknown }

export class Areas {
  constructor(private readonly session: Session) {}

  async run(db: Session, wide: boolean) {
    const rows: { n: number }[] = await db.query(COUNT);
    await this.session.query(CLEAR);
    await db.query<Omit<AreaRow, 'data'> & { flag: boolean }>(wide ? LIST : COUNT);
    await db.query<AreaRow>(LIST.with({ where: 'true' }));
    await db.query<{ id: number }>(this.make());
    return rows;
  }

  private make(): Statement { return CLEAR; }
}
`;

describe('row types read from the source', () => {
  let folder: string;
  let read: ReturnType<typeof readDeclaredRows>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'csg-rows-'));
    writeFileSync(join(folder, 'tsconfig.json'), '{"compilerOptions": {"strict": true}}');
    writeFileSync(join(folder, 'areas.ts'), SAMPLE);
    read = readDeclaredRows(folder, [join(folder, 'areas.ts')]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const rowsOf = (name: string) =>
    read.statements.find((each) => each.name === name)!.rows.map(({ type }) => Object.fromEntries(type));

  it('are found where the row is written out, inferred, chosen between, behind slots or given to queryOf', () => {
    const area = { id: 'number', kind: 'string', name: 'string', codes: 'string[]', since: 'Date' };
    expect(rowsOf('list_areas')).toEqual([
      { ...area, flag: 'boolean' },
      { ...area, data: 'unknown' },
    ]);
    expect(rowsOf('select_days')).toEqual([{ day: 'string' }]);
    expect(rowsOf('count_areas')).toEqual([{ n: 'number' }, { ...area, flag: 'boolean' }]);
  });

  it('are none where no row is declared', () => {
    expect(rowsOf('clear_areas')).toEqual([]);
  });

  it('name the places whose statement is made in code', () => {
    expect(read.madeInCode).toEqual(['areas.ts:24']);
  });
});

describe('faults of a declared row', () => {
  const columns = [
    { name: 'id', sqlType: 'int8' },
    { name: 'day', sqlType: 'date' },
    { name: 'shape', sqlType: 'json' },
    { name: 'secret', sqlType: 'bytea' },
    { name: 'codes', sqlType: '_text' },
  ];
  const right = new Map(
    Object.entries({
      id: 'number',
      day: 'string',
      shape: 'Polygon',
      secret: 'Uint8Array',
      codes: 'string[]',
    }),
  );
  const without = (name: string) => new Map([...right].filter(([column]) => column !== name));

  it('are none where columns and types agree', () => {
    expect(rowFaults(columns, right)).toEqual([]);
  });

  it('name a column that is returned and not declared', () => {
    expect(rowFaults(columns, without('day'))).toEqual(['day (date) is returned and not declared']);
  });

  it('name a column that is declared and not returned', () => {
    expect(rowFaults(columns, new Map([...right, ['place', 'string']]))).toEqual([
      'place is declared and not returned',
    ]);
  });

  it('name a column of another type', () => {
    const wrong = new Map([...right, ['id', 'string'], ['day', 'Date'], ['codes', 'number[]']]);
    expect(rowFaults(columns, wrong)).toEqual([
      'id is declared as string, but int8 is read as number',
      'day is declared as Date, but date is read as string',
      'codes is declared as number[], but _text is read as string[]',
    ]);
  });

  it('refuse a SQL type that nobody has said how to read', () => {
    expect(() => rowFaults([{ name: 'id', sqlType: 'xid8' }], new Map([['id', 'string']]))).toThrow('xid8');
  });
});
