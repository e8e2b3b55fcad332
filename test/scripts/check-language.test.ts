import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/platform/files';

const SCRIPT = join(packageRoot, 'scripts', 'check-language.mjs');
const SCHEMA = 'type Query {\n  "Number of incidents, 0 or more."\n  count: Int\n}\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csg-language-'));
  write('schema/schema.graphql', SCHEMA);
  write('README.md', '# Title\n\nA plain sentence.\n');
  write('src/one.ts', "/** A plain comment. */\nthrow new Problem('NOT_FOUND', 'No ward has this code.');\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Exit code and findings of the check on the folder. */
function check(): { status: number | null; findings: string } {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });
  return { status, findings: stderr };
}

test('plain language passes', () => {
  expect(check()).toEqual({ status: 0, findings: '' });
});

test('each description that says too little or leans on others is found, with its line', () => {
  const bad: [description: string, found: string][] = [
    ['Upper limit, likewise.', '"likewise"'],
    ['Its p-value.', '"Its"'],
    ['What is done.', '"What"'],
    ['How far it is.', '"How"'],
    ['Limit of the 95 % interval.', '"95 %"'],
    ['No full stop', 'full stop'],
    ['Color of the cell.', '-our'],
  ];
  const fields = bad.map(([description], i) => `  "${description}" field${i}: Int`);
  write('schema/schema.graphql', ['type Query {', ...fields, '}', ''].join('\n'));
  const { status, findings } = check();
  expect(status).toBe(1);
  bad.forEach(([, found], i) => {
    expect(findings).toMatch(new RegExp(`schema/schema\\.graphql:${i + 2}: .*${found.replace('.', '\\.')}`));
  });
});

test('documents are read without their code, messages without the values in them', () => {
  write('docs/page.md', '# What is left out\n\n```sh\necho anew\n```\n\nRead `anew`, whatever it is.\n');
  write('src/two.ts', "throw new Problem('TOO_LARGE', `The file $" + '{name} is read anew.`);\n');
  const { status, findings } = check();
  expect(status).toBe(1);
  expect(findings.trim().split('\n')).toEqual([
    expect.stringContaining('docs/page.md:7: "whatever"'),
    expect.stringContaining('src/two.ts:1: "anew"'),
  ]);
});

test('comments of code and SQL are read', () => {
  write('src/three.ts', '/** So many days later. */\nexport const x = 1;\n');
  write('src/sql/select_x.sql', '-- What runs already.\nSELECT 1\n');
  const { status, findings } = check();
  expect(status).toBe(1);
  expect(findings).toContain('src/three.ts:1: "So many"');
  expect(findings).toContain('src/sql/select_x.sql:1: "What"');
});

test('a check that reads nothing fails', () => {
  rmSync(join(folder, 'README.md'));
  expect(check()).toEqual({ status: 1, findings: expect.stringContaining('Nothing was read') });
});
