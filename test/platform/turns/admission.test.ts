import { Admission, Turns } from '../../../src/platform/turns';

/** Work that runs until it is ended. */
function lasting() {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => ended.then(() => 'done'), end };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('work beyond the bound waits in order, and beyond the queue it is turned away', async () => {
  const admission = new Admission({ atOnce: 1, waiting: 1 });
  const first = lasting();
  const begun: string[] = [];
  const running = admission.run(first.work);
  const next = admission.run(async () => begun.push('next'));
  await expect(admission.run(async () => begun.push('late'))).rejects.toMatchObject({
    code: 'BUSY',
    details: { retryAfterSeconds: 5 },
  });
  expect(begun).toEqual([]);
  first.end();
  expect(await running).toBe('done');
  await next;
  expect(begun).toEqual(['next']);
  expect(await admission.run(async () => 'free again')).toBe('free again');
});

test('work that waited too long is turned away, and never begins', async () => {
  const admission = new Admission({ atOnce: 1, waitMs: 20 });
  const first = lasting();
  const running = admission.run(first.work);
  let begun = false;
  const late = admission.run(async () => {
    begun = true;
  });
  await expect(late).rejects.toMatchObject({ code: 'BUSY' });
  first.end();
  await running;
  await settled();
  expect(begun).toBe(false);
});

test('a request that is given up leaves the queue, and its place to another', async () => {
  const admission = new Admission({ atOnce: 1, waiting: 1 });
  const first = lasting();
  const running = admission.run(first.work);
  const request = new AbortController();
  const given = admission.run(async () => 'never', request.signal);
  request.abort();
  await expect(given).rejects.toMatchObject({ code: 'TIMEOUT' });
  await expect(admission.run(async () => 'never', request.signal)).rejects.toMatchObject({ code: 'TIMEOUT' });
  const next = admission.run(async () => 'next');
  first.end();
  await running;
  expect(await next).toBe('next');
});

test('failed work leaves its place', async () => {
  const admission = new Admission({ atOnce: 1 });
  await expect(admission.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await admission.run(async () => 'done')).toBe('done');
});

test('a caller who asks for much fills no queue of others, but many callers do', async () => {
  const turns = new Turns(1, new Admission({ atOnce: 2, waiting: 1 }));
  const works = Array.from({ length: 7 }, lasting);
  const take = (caller: string, i: number) => turns.take(caller, works[i].work);
  const greedy = [0, 1, 2, 3].map((i) => take('greedy', i));
  const other = take('other', 4);
  const third = take('third', 5);
  await settled();
  await expect(take('fourth', 6)).rejects.toMatchObject({ code: 'BUSY' });
  for (const { end } of works) end();
  expect(await Promise.all([...greedy, other, third])).toEqual(Array(6).fill('done'));
});
