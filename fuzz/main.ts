import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { benches } from '../bench/backends';
import { demonstration } from '../seeds/demonstration';
import { buildApiSchema } from '../src/api/graphql/schema';
import { seedDemonstration } from '../src/cli/demonstration';
import { closeCompute } from '../src/platform/threads';
import { type Fault, openTarget, run } from './run';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    first: { type: 'string', default: '0' },
    count: { type: 'string', default: '1000' },
    backend: { type: 'string', default: 'embedded' },
  },
});

function print({ rule, seed, number, request, status, answer }: Fault): void {
  console.log(`\n${rule}: repeat with --seed ${seed} --first ${number} --count 1`);
  console.log(JSON.stringify(request, null, 2));
  console.log(`${status} ${answer}`);
}

/** Asks a server on a fresh demonstration, prints what breaks a rule, and counts what reached a resolver. */
async function main(): Promise<void> {
  const plan = { seed: Number(values.seed), first: Number(values.first), count: Number(values.count) };
  const bench = benches().find(({ backend }) => backend === values.backend);
  if (!bench) throw new Error('--backend is embedded, or server where DATABASE_URL names one.');
  console.log(`Seed ${plan.seed}, ${plan.count} requests from number ${plan.first}, ${bench.backend}.`);
  const { database, remove } = await bench.fresh();
  try {
    await seedDemonstration(database, () => {});
    const target = await openTarget(database, await buildApiSchema(), demonstration.code);
    const start = process.cpuUsage();
    const { faults, operations, resolved, requests, answered } = await run(target, plan, print);
    const { user, system } = process.cpuUsage(start);
    await target.app.close();
    const share = (part: number, all: number) => `${Math.round((100 * part) / Math.max(1, all))}%`;
    console.log(`${operations} operations, of which ${share(resolved, operations)} reached a resolver.`);
    console.log(`${requests} other requests, of which ${share(answered, requests)} were answered.`);
    console.log(`${faults.length} broke a rule; ${Math.round((user + system) / 1e6)} s of processor time.`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await closeCompute();
    await remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
