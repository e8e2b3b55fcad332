import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { streetReader } from '../../src/ingest/police-uk/street';
import { fileLabel, listSources, MAX_LINE_BYTES, openSource } from '../../src/platform/files';
import { fileOf, gather, problemOf, temporaryFolder } from './files';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const blocks = async (path: string) => gather((await openSource(path)).lineBlocks());
const text = async (path: string) => (await blocks(path)).map((block) => block.text).join('');

describe('the content of a file', () => {
  test('plain and gzip give the same text; gzip is known by its bytes, not by its name', async () => {
    const content = 'a,b\r\n1,£\r\n';
    expect(await text(fileOf(content, 'plain.gz'))).toBe(content);
    expect(await text(fileOf(gzipSync(content), 'packed.csv'))).toBe(content);
  });

  test('a gzip of several members, and one with padding behind it, are read to the end', async () => {
    const packed = Buffer.concat([gzipSync('a\n'), gzipSync('b\n'), Buffer.alloc(700_000)]);
    const file = await openSource(fileOf(packed));
    expect((await gather(file.lineBlocks())).map((block) => block.text).join('')).toBe('a\nb\n');
    expect(file.sha256).toBe(sha256(packed));
    expect(file.bytesRead).toBe(packed.length);
    expect(file.size).toBe(packed.length);
  });

  test('a gzip that unpacks to far more than data do is refused, long before its end', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'surplus\n'));
    expect(bomb.length).toBeLessThan(40_000);
    let bytes = 0;
    const read = async () => {
      for await (const chunk of (await openSource(fileOf(bomb))).chunks()) bytes += chunk.length;
    };
    await expect(read()).rejects.toThrow('more than 200 times its size');
    expect(bytes).toBeLessThan(9_000_000);
    await gather((await openSource(fileOf(gzipSync('row\n'.repeat(900_000))))).chunks()); // 3.6 MB are free
  });

  test('the hash is of the bytes as stored, and known only at the end', async () => {
    const packed = gzipSync('x\n'.repeat(300_000));
    const file = await openSource(fileOf(packed));
    expect(() => file.sha256).toThrow('after its last byte');
    await gather(file.chunks());
    expect(file.sha256).toBe(sha256(packed));
    await expect(gather(file.chunks())).rejects.toThrow('read once');
  });

  test('a byte order mark is taken off, an empty file is no lines', async () => {
    expect(await text(fileOf('\ufeffa\nb'))).toBe('a\nb');
    expect(await text(fileOf(''))).toBe('');
    expect(await text(fileOf(gzipSync('')))).toBe('');
  });

  test('blocks are whole lines, numbered, of any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 50 }), { maxLength: 50 }),
        fc.integer({ min: 1, max: 20_000 }),
        async (lines, repeat) => {
          const content = `${lines.map((line) => line.replace(/[\0\n]/g, '')).join('\n')}\n`
            .repeat(repeat)
            .replace(/^\ufeff/, '')
            .slice(0, 3_000_000);
          if (Buffer.from(content).toString() !== content) return;
          let line = 1;
          let all = '';
          for (const block of await blocks(fileOf(gzipSync(content, { level: 1 })))) {
            expect(block.line).toBe(line);
            line += block.text.split('\n').length - 1;
            all += block.text;
            expect(block.text.endsWith('\n') || all.length === content.length).toBe(true);
          }
          expect(all === content).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('a reader that stops early leaves no file open', async () => {
    const file = await openSource(fileOf(gzipSync('line\n'.repeat(1_000_000))));
    for await (const _ of file.lineBlocks()) break;
    expect(file.bytesRead).toBeGreaterThan(0);
  });
});

describe('what is refused names the file and the line', () => {
  const refusal = async (content: string | Buffer, name = 'data.csv') => {
    const fault = await problemOf(text(fileOf(content, name)));
    expect(fault.code).toBe('BAD_USER_INPUT');
    return fault.message;
  };

  test('truncated_gzip', async () => {
    const whole = gzipSync('line\n'.repeat(100_000));
    for (const length of [3, 12, 100, whole.length - 1])
      expect(await refusal(whole.subarray(0, length), 'cut.csv.gz')).toBe(
        'cut.csv.gz: the gzip file ends too early. Download or copy it again.',
      );
  });

  test('damaged_gzip', async () => {
    const packed = gzipSync(Array.from({ length: 5000 }, (_, i) => `${i * 7919}\n`).join(''));
    packed[packed.length >> 1] ^= 0xff;
    packed[(packed.length >> 1) + 1] ^= 0xff;
    expect(await refusal(packed, 'bad.csv.gz')).toMatch(/^bad\.csv\.gz: the gzip file is damaged/);
    expect(await refusal(Buffer.concat([gzipSync('a\n'), Buffer.from('rubbish')]))).toMatch(/damaged/);
  });

  test('nul_bytes', async () => {
    expect(await refusal('a\nb\nc\0\n')).toMatch(/^data\.csv, line 3: there is a NUL byte/);
    expect(await refusal(Buffer.alloc(5_000_000))).toMatch(/line 1: there is a NUL byte/);
  });

  test('latin_1', async () => {
    const latin = Buffer.from('a\ncaf\xe9\n', 'latin1');
    expect(await refusal(latin)).toMatch(/^data\.csv, line 2: the text is not UTF-8\. Save/);
    const far = Buffer.concat([Buffer.from('row\n'.repeat(200_000)), Buffer.from([0xc3]), Buffer.from('\n')]);
    expect(await refusal(far)).toMatch(/^data\.csv, line 200001: the text is not UTF-8/);
    expect(await refusal(Buffer.from([0x61, 0x0a, 0xe2, 0x82]))).toMatch(/line 2: the text is not UTF-8/);
  });

  test('utf_16, zip, pdf, twice packed', async () => {
    expect(await refusal(Buffer.from('\ufeffa,b\n', 'utf16le'))).toMatch(/UTF-16/);
    expect(await refusal(Buffer.from('PK\x03\x04rest'))).toMatch(/zip archive or a spreadsheet/);
    expect(await refusal(Buffer.from('%PDF-1.7\n'))).toMatch(/PDF/);
    expect(await refusal(gzipSync(gzipSync('a\n')))).toMatch(/twice/);
  });

  test('ten_megabytes_on_one_line', async () => {
    const long = `head\n${'x'.repeat(10_000_000)}\n`;
    const message = 'data.csv, line 2: the line is longer than 1 MB.';
    expect(await refusal(long)).toContain(message);
    expect(await refusal(gzipSync(long))).toContain(message);
    expect(await refusal(gzipSync('x'.repeat(200_000_000), { level: 1 }))).toMatch(
      /line 1: the line is longer/,
    );
  });

  test('the limit on a line is exact', async () => {
    const at = (length: number) => `a\n${'x'.repeat(length)}\nb\n`;
    expect(await text(fileOf(at(MAX_LINE_BYTES)))).toHaveLength(MAX_LINE_BYTES + 5);
    expect(await refusal(at(MAX_LINE_BYTES + 1))).toMatch(/line 2: the line is longer/);
    expect(await refusal(`a\n${'x'.repeat(MAX_LINE_BYTES + 1)}`)).toMatch(/line 2: the line is longer/);
  });

  test('missing files and folders', async () => {
    const folder = temporaryFolder();
    const missing = await problemOf(openSource(join(folder, 'gone.csv')));
    expect(missing.message).toBe('gone.csv: there is no such file or folder. Check the path.');
    expect((await problemOf(openSource(folder))).message).toContain('it is a folder');
    expect((await problemOf(openSource('a\0b'))).message).toContain('path is not a valid one');
    expect((await problemOf(openSource('x'.repeat(5000)))).message).toContain('path is too long');
  });

  test('names are safe to print', () => {
    expect(fileLabel('/secret/folder/a.csv')).toBe('a.csv');
    expect(fileLabel('/x/\u001b[31mred\n.csv')).toBe('?[31mred?.csv');
    expect(fileLabel('x'.repeat(300))).toHaveLength(120);
  });
});

describe('folders', () => {
  test('are searched at any depth, in the order of their paths, each file once', async () => {
    const root = temporaryFolder();
    for (const name of [
      '2023-06/2023-06-bedfordshire-street.csv',
      '2023-05/2023-05-bedfordshire-street.csv.gz',
      '2023-05/2023-05-bedfordshire-outcomes.csv',
      '2023-05/2023-05-bedfordshire-stop-and-search.csv',
      '2023-05/._2023-05-bedfordshire-street.csv',
      '__MACOSX/2023-05-bedfordshire-street.csv',
      'notes.txt',
    ])
      fileOf('x', name, root);
    mkdirSync(join(root, 'links'));
    symlinkSync(root, join(root, 'links', 'round'));
    symlinkSync(join(root, 'gone'), join(root, 'links', 'dangling-street.csv'));

    const named = join(root, '2023-06', '2023-06-bedfordshire-street.csv');
    const { files, passedOver } = await listSources([named, root], streetReader.accepts);
    expect(files.map((path) => relative(root, path))).toEqual([
      '2023-05/2023-05-bedfordshire-street.csv.gz',
      '2023-06/2023-06-bedfordshire-street.csv',
    ]);
    expect(passedOver.map((path) => basename(path))).toEqual([
      '2023-05-bedfordshire-outcomes.csv',
      '2023-05-bedfordshire-stop-and-search.csv',
      'notes.txt',
    ]);
  });

  test('a file that is named is taken whatever its name', async () => {
    const path = fileOf('x', 'mine.txt');
    expect((await listSources([path], () => false)).files).toEqual([path]);
  });

  test('nothing to read is refused', async () => {
    const root = temporaryFolder();
    expect((await problemOf(listSources([root], () => true))).message).toMatch(/No file to read/);
    expect((await problemOf(listSources([join(root, 'x')], () => true))).message).toMatch(/^x: there is no/);
  });
});
