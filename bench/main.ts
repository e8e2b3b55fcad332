import 'reflect-metadata';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAnswers } from './answers';
import { type Bench, benches, serverUrl } from './backends';
import { benchClusters } from './clusters';
import { missingData } from './data';
import { benchDoors } from './doors';
import { benchGrid } from './grid';
import { benchImport } from './import';
import { type Line, printTable } from './measure';
import { benchMemory } from './memory';
import { benchPage } from './page';
import { benchStart } from './start';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    backend: { type: 'string' },
    only: { type: 'string' },
  },
});
const runs = Number(values.runs);

/** Measures imports, grids, clusters, answers and starts on one back end; a part that cannot run gives the reason. */
async function measure(bench: Bench): Promise<Line[]> {
  const wants = (part: string) => !values.only || values.only === part;
  const lines: Line[] = [];
  const missing = missingData();
  if (missing) lines.push({ what: `import, grid and clusters skipped: ${missing}`, value: '' });
  else if (wants('import') || wants('grid') || wants('clusters')) {
    const { lines: imports, full } = await benchImport(bench, wants('import') ? runs : 1);
    if (wants('import')) lines.push(...imports);
    if (wants('grid')) lines.push(...(await benchGrid(full, 4 * runs)));
    if (wants('clusters')) lines.push(...(await benchClusters(full, 4 * runs)));
    await full.remove();
  }
  if (wants('answers')) lines.push(...(await benchAnswers(bench, 4 * runs)));
  if (wants('doors')) lines.push(...(await benchDoors(bench, Math.min(runs, 3))));
  if (wants('page')) lines.push(...(await benchPage(bench, runs)));
  if (wants('start')) lines.push(...(await benchStart(bench, Math.min(runs, 3))));
  // Import a gigabyte on request only, since it takes minutes.
  if (values.only === 'memory' && !missing) lines.push(...(await benchMemory(bench)));
  return lines;
}

async function main(): Promise<void> {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  console.log(
    `Node ${process.version}, ${availableParallelism()} × ${cpus()[0].model.trim()}, ${gigabytes} GB`,
  );
  for (const bench of benches()) {
    if (values.backend && values.backend !== bench.backend) continue;
    printTable(bench.backend === 'server' ? 'PostgreSQL server' : 'embedded', await measure(bench));
  }
  if (!serverUrl)
    console.log('\nNo server was measured: DATABASE_URL names one where databases may be made and dropped.');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
