import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSql, numberParameters, statement } from '../../../src/platform/database/sql';

const number = (text: string, values: Record<string, unknown> = {}) =>
  numberParameters(statement('test', text), values);

describe('named parameters', () => {
  test('are numbered in the order they appear, and their values listed so', () => {
    expect(number('SELECT :b + :a', { a: 1, b: 2, unused: 3 })).toEqual({
      text: 'SELECT $1 + $2',
      parameters: [2, 1],
    });
  });

  test('share a number where they share a name', () => {
    expect(number('SELECT :a, :b, :a', { a: 1, b: 2 })).toEqual({
      text: 'SELECT $1, $2, $1',
      parameters: [1, 2],
    });
  });

  test('are told from casts, also right behind one', () => {
    expect(number('SELECT :a::int, now()::date, x::text', { a: 1 }).text).toBe(
      'SELECT $1::int, now()::date, x::text',
    );
  });

  test('are told from names that they begin', () => {
    expect(number('SELECT :from, :from_month', { from: 1, from_month: 2 }).text).toBe('SELECT $1, $2');
  });

  test.each([
    ['a time', "SELECT '12:30:00', :a", "SELECT '12:30:00', $1"],
    ['a doubled quote', "SELECT 'it''s :b', :a", "SELECT 'it''s :b', $1"],
    ['an empty literal', "SELECT '', :a", "SELECT '', $1"],
    ['a comment', 'SELECT :a -- :b and a ’quote\nFROM x', 'SELECT $1 -- :b and a ’quote\nFROM x'],
    ['a comment with one quote', "SELECT 1 -- it's\n, :a", "SELECT 1 -- it's\n, $1"],
    ['a slash in a literal that looks like a comment', "SELECT '--', :a", "SELECT '--', $1"],
    ['a slice of an array', 'SELECT (x)[1 :2], :a', 'SELECT (x)[1 :2], $1'],
  ])('leave alone what stands in %s', (_, text, expected) => {
    expect(number(text, { a: 1 })).toEqual({ text: expected, parameters: [1] });
  });

  test('may be null, false or 0, but not missing', () => {
    expect(number('SELECT :a, :b, :c', { a: null, b: false, c: 0 }).parameters).toEqual([null, false, 0]);
    expect(() => number('SELECT :missing')).toThrow('test.sql: no value for parameter missing');
  });

  test('that are undefined are passed as they are (the drivers take them for null)', () => {
    expect(number('SELECT :a', { a: undefined }).parameters).toEqual([undefined]);
  });
});

describe('slots', () => {
  const counted = statement('count', 'SELECT {{what}} FROM {{counts}} AS c WHERE {{what}} > :least');

  test('take SQL, each place of a name the same', () => {
    const filled = counted.with({ what: 'c.n', counts: '(SELECT :n AS n)' });
    expect(filled.name).toBe('count');
    expect(numberParameters(filled, { n: 1, least: 0 })).toEqual({
      text: 'SELECT c.n FROM (SELECT $1 AS n) AS c WHERE c.n > $2',
      parameters: [1, 0],
    });
  });

  test('that get nothing are an error, an empty piece is not', () => {
    expect(() => counted.with({ what: '1' })).toThrow('count.sql: nothing given for slot counts');
    expect(statement('test', 'SELECT 1 {{joins}}').with({ joins: '' }).text).toBe('SELECT 1 ');
  });

  test('take dollars as they are', () => {
    expect(statement('test', 'SELECT {{what}}').with({ what: "'$1 $& $$'" }).text).toBe("SELECT '$1 $& $$'");
  });

  test('leave the statement itself untouched', () => {
    counted.with({ what: '1', counts: 'x' });
    expect(counted.text).toContain('{{what}}');
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'csg-sql-'));
  mkdirSync(join(folder, 'sql'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('lose their comments, which name slots and parameters', () => {
    writeFileSync(
      join(folder, 'sql', 'select_thing.sql'),
      "-- In: :a, {{what}}. It's so.\nSELECT {{what}}, '-- :b' -- the :c\nWHERE :a\n",
    );
    const loaded = loadSql(folder, 'select_thing');
    expect(loaded.name).toBe('select_thing');
    expect(numberParameters(loaded.with({ what: 'x' }), { a: 1 })).toEqual({
      text: "\nSELECT x, '-- :b' \nWHERE $1\n",
      parameters: [1],
    });
  });

  test('that are missing fail when their room is loaded', () => {
    expect(() => loadSql(folder, 'nothing')).toThrow(/ENOENT/);
  });
});
