// Starts the built server as an operator would, asks it one question, and stops it. Runs in the Node that is to be
// tried; writes its counts, in the form of Jest's, to the file named.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 180_000;
const counts = { numPassedTests: 0, numFailedTests: 0 };
const folder = mkdtempSync(join(tmpdir(), 'csg-smoke-'));
let output = '';

const child = spawn(process.execPath, ['dist/src/main.js', 'start'], {
  env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', PORT: '0', LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
for (const stream of [child.stdout, child.stderr])
  stream.on('data', (chunk) => {
    output += chunk;
  });
const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    child.kill('SIGKILL');
    process.exit(1);
  });

/** Tries until there is a value, the server has ended, or patience is at its end. */
async function until(what, attempt) {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const value = await attempt().catch(() => undefined);
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not in ${PATIENCE_MS / 1000} s, or the server ended`);
}

async function check(what, work) {
  try {
    const value = await work();
    counts.numPassedTests += 1;
    console.log(`ok      ${what}`);
    return value;
  } catch (error) {
    counts.numFailedTests += 1;
    console.log(`FAILED  ${what}: ${error.message}`);
  }
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

const server = await check(`Node ${process.version}: starts, loads the demonstration, prints a key`, () =>
  until('the address and the key', async () => {
    const url = /listens on (http:\S+)/.exec(output)?.[1];
    const key = /^ {2}(\S+)$/m.exec(output)?.[1];
    return url && key && { url, key };
  }),
);
if (server) {
  await check('is ready', () =>
    until('/readyz', async () => (await fetch(`${server.url}/readyz`)).status === 200),
  );
  await check('answers HotspotClusters with the printed key', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.key}` },
      body: JSON.stringify({
        query: readFileSync('schema/operations/hotspot-layer.graphql', 'utf8'),
        variables: { where: { partnership: 'DEMO2009', themes: ['criminal-damage'] } },
      }),
    });
    const { data, errors } = await response.json();
    expect(!errors, JSON.stringify(errors));
    const { clusterCount, features } = data.hotspotClusters;
    expect(clusterCount > 0 && features.features.length === clusterCount, `${clusterCount} clusters`);
  });
  await check('serves the editor', async () => {
    for (const path of ['/editor/', '/healthz']) {
      const { status } = await fetch(server.url + path);
      expect(status === 200, `${path} ${status}`);
    }
  });
  await check('stops cleanly at SIGTERM', async () => {
    child.kill('SIGTERM');
    const late = new Promise((resolve) => setTimeout(resolve, 30_000, 'late').unref());
    const how = await Promise.race([ended, late]);
    expect(how === 0, `ended with ${how}`);
  });
}
if (counts.numFailedTests > 0) console.log(`What the server printed:\n${output.replaceAll(server?.key ?? '\0', '(key)')}`);
child.kill('SIGKILL');
await ended;
rmSync(folder, { recursive: true, force: true });
writeFileSync(process.argv[2], JSON.stringify(counts));
process.exitCode = counts.numFailedTests > 0 ? 1 : 0;
