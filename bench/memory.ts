import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { packageRoot } from '../src/platform/files';
import type { Bench } from './backends';
import { bedfordshire } from './data';
import { addWards } from './import';
import type { Line } from './measure';

const GIGABYTE = 1_000_000_000;

const HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\r\n';
const TYPES = ['Burglary', 'Drugs', 'Shoplifting', 'Vehicle crime', 'Violence and sexual offences'];
const FORCE = 'Bedfordshire Police';

/**
 * Rows like those of a police force: unique ids, some 10,000 points, one in ten far outside, one in 25 without a point.
 */
function* rows(bytes: number): Generator<string> {
  yield HEADER;
  let written = HEADER.length;
  for (let n = 0; written < bytes; ) {
    let block = '';
    for (const end = n + 5_000; n < end; n++) {
      const id = n.toString(16).padStart(16, '0').repeat(4);
      const point =
        n % 25 === 0 ? ',' : `${(-0.55 + (n % 113) / 400).toFixed(6)},${(51.86 + (n % 97) / 400).toFixed(6)}`;
      const where = n % 10 === 7 ? '-2.244644,53.480759' : point;
      block +=
        `${id},2023-05,${FORCE},${FORCE},${where},On or near High Street,E01017371,Central Bedfordshire 012A,` +
        `${TYPES[n % TYPES.length]},Under investigation,\r\n`;
    }
    written += block.length;
    yield block;
  }
}

/** Runs the command line; gives its closing line and the peak memory of its process in megabytes. */
async function csg(
  args: string[],
  environment: Record<string, string>,
): Promise<{ line: string; most: number }> {
  const child = spawn(process.execPath, [join(packageRoot, 'dist', 'src', 'main.js'), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let line = '';
  let most = 0;
  child.stdout.on('data', (text) => {
    line += text;
  });
  // Read the peak from the system itself, so that nothing between two readings is missed.
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      most = Math.max(most, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // The process has ended, or the system has no such file.
    }
  }, 100);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`csg ${args[0]} ended with ${code}`);
  return { line: line.trim(), most };
}

/**
 * Measures the memory of a process that imports a generated file of a gigabyte. Only on a server, where the database is
 * another process.
 */
export async function benchMemory(bench: Bench): Promise<Line[]> {
  if (bench.backend !== 'server')
    return [
      { what: 'memory of an import: measured on a server, where the database is another process', value: '' },
    ];
  const folder = mkdtempSync(join(tmpdir(), 'csg-bench-memory-'));
  const target = await bench.fresh();
  try {
    await addWards(target);
    const file = join(folder, 'generated-street.csv');
    await pipeline(Readable.from(rows(GIGABYTE)), createWriteStream(file));
    const began = performance.now();
    const args = ['import', 'police-uk', '--partnership', bedfordshire.code, '--dry-run', file];
    const { line, most } = await csg(args, { DATABASE_URL: target.url! });
    const took = (performance.now() - began) / 1000;
    const read = Number(/^read (\d+)/.exec(line)![1]);
    return [
      {
        what: 'memory of the process that imports 1 GB, at most',
        value: most > 0 ? `${Math.round(most)} MB` : 'unknown here',
        ratio: `${Math.round(read / took)} rows/s`,
        target: '< 300 MB',
        ...(most > 0 && { met: most < 300 }),
      },
      { what: `  ${line}`, value: `${Math.round(took)} s` },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await target.remove();
  }
}
