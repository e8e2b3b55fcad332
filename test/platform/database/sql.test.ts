import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fragment } from '../../../src/platform/database';
import {
  join as joinFragments,
  loadSql,
  numberParameters,
  raw,
  sql,
  statement,
} from '../../../src/platform/database/sql';

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

  test('take fragments, each place of a name the same', () => {
    const filled = counted.with({ what: sql`c.n`, counts: sql`(SELECT ${1} AS n)` });
    expect(filled.name).toBe('count');
    expect(numberParameters(filled, { least: 0 })).toEqual({
      text: 'SELECT c.n FROM (SELECT $1 AS n) AS c WHERE c.n > $2',
      parameters: [1, 0],
    });
  });

  test('that get nothing are an error, an empty piece is not', () => {
    expect(() => counted.with({ what: sql`1` })).toThrow('count.sql: nothing given for slot counts');
    expect(statement('test', 'SELECT 1 {{joins}}').with({ joins: sql`` }).text).toBe('SELECT 1 ');
  });

  test('take dollars as they are', () => {
    expect(statement('test', 'SELECT {{what}}').with({ what: raw("'$1 $& $$'") }).text).toBe(
      "SELECT '$1 $& $$'",
    );
  });

  test('leave the statement itself untouched', () => {
    counted.with({ what: sql`1`, counts: sql`x` });
    expect(counted.text).toContain('{{what}}');
    expect(() => numberParameters(counted, { least: 0 })).toThrow('count.sql: nothing given for slot what');
  });

  test('in a string literal are text', () => {
    expect(number("SELECT '{{what}}'").text).toBe("SELECT '{{what}}'");
  });
});

describe('fragments', () => {
  /** The statement that a fragment makes alone. */
  const numberOf = (fragment: Fragment, values: Record<string, unknown> = {}) =>
    numberParameters(statement('test', '{{all}}').with({ all: fragment }), values);

  test('turn every value into a parameter, text of SQL too', () => {
    expect(numberOf(sql`SELECT ${"'; DROP TABLE x; --"}, ${null}`)).toEqual({
      text: 'SELECT $1, $2',
      parameters: ["'; DROP TABLE x; --", null],
    });
  });

  test('keep their own values beside others of one origin, and beside the names of the statement', () => {
    const above = (n: number) => sql`x > ${n}`;
    const filled = statement('test', 'SELECT :n, {{one}}, {{other}}, :n').with({
      one: above(1),
      other: above(2),
    });
    expect(numberParameters(filled, { n: 0 })).toEqual({
      text: 'SELECT $1, x > $2, x > $3, $1',
      parameters: [0, 1, 2],
    });
  });

  test('that are equal but were made apart have parameters of their own', () => {
    expect(numberOf(sql`${sql`${1}`} + ${sql`${1}`}`)).toEqual({ text: '$1 + $2', parameters: [1, 1] });
  });

  test('nest to any depth, and are sent once where they stand twice', () => {
    const ids = sql`${[1, 2]}::integer[]`;
    const inner = sql`a = ANY (${ids})`;
    const outer = sql`(${inner} OR b = ANY (${ids})) AND c = ${3}`;
    const { text, parameters } = numberOf(sql`SELECT ${inner}, ${outer}`);
    expect(text).toBe(
      'SELECT a = ANY ($1::integer[]), (a = ANY ($1::integer[]) OR b = ANY ($1::integer[])) AND c = $2',
    );
    expect(parameters).toHaveLength(2);
    expect(parameters[1]).toBe(3);
  });

  test('stand in several slots with one value', () => {
    const day = sql`${'2020-01-01'}::date`;
    const filled = statement('test', 'SELECT {{a}} UNION SELECT {{b}}').with({ a: day, b: sql`x, ${day}` });
    expect(numberParameters(filled, {})).toEqual({
      text: 'SELECT $1::date UNION SELECT x, $1::date',
      parameters: ['2020-01-01'],
    });
  });

  test.each([
    ['in the fragment', sql`${[1]}::integer[]`],
    ['around it', sql`${sql`${[1]}`}::integer[]`],
  ])('send an array in binary where the cast stands %s', (_, fragment) => {
    const named = number('SELECT :a::integer[]', { a: [1] }).parameters;
    expect(named).not.toEqual([[1]]);
    expect(numberOf(fragment).parameters).toEqual(named);
  });

  test('leave alone what looks like a parameter or a slot in their text', () => {
    expect(numberOf(raw("':b' :c {{d}} x::int")).text).toBe("':b' :c {{d}} x::int");
  });

  test('join with a separator, the empty list to nothing', () => {
    const { text, parameters } = numberOf(joinFragments([sql`a = ${1}`, sql`b`, sql`c = ${2}`], ' AND '));
    expect(text.replace(/\s+/g, ' ')).toBe('a = $1 AND b AND c = $2');
    expect(parameters).toEqual([1, 2]);
    expect(numberOf(joinFragments([], ' AND ')).text).toBe('');
  });

  test('with equal texts and values are equal as JSON, others are not', () => {
    const of = (n: number) => JSON.stringify(sql`SELECT ${sql`x + ${n}`}`);
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
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
    expect(numberParameters(loaded.with({ what: sql`x` }), { a: 1 })).toEqual({
      text: "\nSELECT x, '-- :b' \nWHERE $1\n",
      parameters: [1],
    });
  });

  test('that are missing fail when their folder is loaded', () => {
    expect(() => loadSql(folder, 'nothing')).toThrow(/ENOENT/);
  });
});
