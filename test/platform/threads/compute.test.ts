import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  type NearRepeatOptions,
  type TimedPoints,
  type TwoWindowLimits,
  type TwoWindowPlaces,
  twoWindowClusters,
} from '../../../src/platform/statistics';
import { closeCompute, compute } from '../../../src/platform/threads';

afterAll(closeCompute);

function places(count: number): TwoWindowPlaces {
  const along = (step: number) => Float64Array.from({ length: count }, (_, i) => (i * step) % 10_007);
  return {
    eastings: along(7919),
    northings: along(104_729),
    current: along(3).map((x) => 1 + (x % 5)),
    previous: along(5).map((x) => x % 3),
  };
}

const LIMITS: TwoWindowLimits = {
  eps: 500,
  minBoth: 20,
  minCurrent: 10,
  minPrevious: 10,
  maxArea: 5_000_000,
};

/** Pairs and permutations that keep a thread busy for minutes. */
const ENDLESS: [TimedPoints, NearRepeatOptions] = [
  { eastings: places(3000).eastings, northings: new Float64Array(3000), days: places(3000).northings },
  { distances: [0, 5000, 20_000], times: [0, 7], permutations: 1_000_000 },
];

/** Typed arrays come out of a thread with another realm's prototype under Jest. */
const plain = (value: object) =>
  Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      ArrayBuffer.isView(entry) ? [...(entry as never)] : entry,
    ]),
  );

test('the answer is the one of the function itself', async () => {
  const input = places(800);
  const here = twoWindowClusters(input, LIMITS);
  expect(here.clusterCount).toBeGreaterThan(0);
  expect(plain(await compute('twoWindowClusters', [input, LIMITS]))).toEqual(plain(here));
  expect(await compute('twoWindowClusters', [input, LIMITS], {}, true)).toEqual(here);
});

test('an exception keeps its type and message', async () => {
  for (const light of [true, false])
    await expect(
      compute('twoWindowClusters', [places(3), { ...LIMITS, eps: -1 }], {}, light),
    ).rejects.toMatchObject({
      name: 'RangeError',
      message: 'the distance must be a positive number',
    });
});

test('the event loop stays alive in the meantime', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  const started = performance.now();
  await compute('nearRepeat', [ENDLESS[0], { ...ENDLESS[1], permutations: 30 }]);
  clearInterval(timer);
  const took = performance.now() - started;
  expect(took).toBeGreaterThan(100);
  expect(turns).toBeGreaterThan(took / 5 / 4);
});

test("an aborted request ends its own work, and nobody else's", async () => {
  const request = new AbortController();
  const given = compute('nearRepeat', ENDLESS, request);
  const others = [1, 2, 3].map(() =>
    compute('twoWindowClusters', [places(100), LIMITS], new AbortController()),
  );
  setTimeout(() => request.abort(), 200);
  await expect(given).rejects.toMatchObject({ code: 'TIMEOUT' });
  expect(await Promise.all(others)).toHaveLength(3);
  await expect(compute('twoWindowClusters', [places(100), LIMITS], request)).rejects.toMatchObject({
    code: 'TIMEOUT',
  });
});

test('a request aborted while it queues never starts', async () => {
  const first = new AbortController();
  const second = new AbortController();
  const running = Array.from({ length: 8 }, () => compute('nearRepeat', ENDLESS, first));
  const queued = compute('nearRepeat', ENDLESS, second);
  second.abort();
  await expect(queued).rejects.toMatchObject({ code: 'TIMEOUT' });
  first.abort();
  const ends = await Promise.allSettled(running);
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
});

test('the computation of one caller does not queue behind the many of another', async () => {
  const ended: string[] = [];
  const { eastings, northings } = places(800);
  const points = { eastings, northings: new Float64Array(800), days: northings };
  const work = async (caller: string) => {
    await compute('nearRepeat', [points, { ...ENDLESS[1], permutations: 2 }], { caller });
    ended.push(caller);
  };
  const many = Array.from({ length: 6 * availableParallelism() }, () => work('many'));
  await Promise.all([...many, work('one')]);
  expect(ended.indexOf('one')).toBeLessThan(many.length / 2);
});

test('idle threads let the process end', () => {
  const module = join(__dirname, '../../../dist/src/platform/threads');
  const program = `require(${JSON.stringify(module)}).compute('jaccard', [new Uint8Array(2), new Uint8Array(2)])
    .then((answer) => console.log('answer', answer))`;
  expect(execFileSync(process.execPath, ['-e', program], { timeout: 20_000 }).toString()).toBe(
    'answer null\n',
  );
});
