/** @backend either */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { type DemonstrationHouse, openHouse } from './house';

const PAGES = join(__dirname, '..', '..', '..', 'docs', 'clients');

let house: DemonstrationHouse;
let environment: NodeJS.ProcessEnv;
let folder: string;

beforeAll(async () => {
  house = await openHouse();
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(join(tmpdir(), 'csg-clients-'));
  environment = {
    ...process.env,
    CSG_URL: `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}`,
    CSG_KEY: await house.keyFor({ scopes: ['read'] }),
    CSG_OUT: join(folder, 'out.gpkg'),
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await house.remove();
});

/** The code of a page, block by block. */
function blocks(page: string, language: string): string[] {
  const text = readFileSync(join(PAGES, `${page}.md`), 'utf8');
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code]) => code);
}

/** Runs a program without keeping the server, which is of this process, from answering it. */
const run = (program: string, ...args: string[]): Promise<string> =>
  new Promise((resolve, reject) =>
    execFile(program, args, { env: environment }, (error, out, failure) =>
      error ? reject(new Error(failure)) : resolve(out),
    ),
  );

/** Why a program's page is not run here; null where it is. */
function missing(program: string): boolean {
  try {
    execFileSync(program, ['--version']);
    return false;
  } catch {
    console.log(`${program} is not installed: its page is not run.`);
    return true;
  }
}
const testWith = (program: string) => (missing(program) ? test.skip : test);

testWith('curl')('curl', async () => {
  const [csv, geojson, graphql] = await Promise.all(
    blocks('curl', 'sh').map((code) => run('bash', '-ec', code)),
  );
  expect(csv.split('\r\n')[0]).toMatch(/^id,anchor,rank,name,/);
  expect(JSON.parse(geojson).features.length).toBe(csv.trim().split('\r\n').length - 1);
  expect(JSON.parse(graphql).data.partnerships[0].code).toBe('DEMO2009');
});

test('TypeScript', async () => {
  const [code] = blocks('typescript', 'ts');
  const script = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const file = join(folder, 'client.cjs');
  writeFileSync(file, script.code);
  expect(await run(process.execPath, file)).toMatch(/^1 .+ \d+\n2 /);
});

testWith('python3')('Python', async () => {
  const lines = (await run('python3', '-c', blocks('python', 'python')[0])).trim().split('\n');
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.at(-1)).toMatch(/^\S.* 2009-\d\d \d+$/);
});

testWith('ogr2ogr')('GDAL', async () => {
  await run('bash', '-ec', blocks('gdal', 'sh')[0]);
  expect(statSync(environment.CSG_OUT!).size).toBeGreaterThan(50_000);
});
