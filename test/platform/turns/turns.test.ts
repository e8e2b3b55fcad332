import { Turns } from '../../../src/platform/turns';

/** Works that run until they are ended, in the order in which they began. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.set(name, () => resolve(name));
    });
  return { begun, work, end: (name: string) => ends.get(name)!() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a caller has as many at once as are allowed, the rest in order; others do not wait for him', async () => {
  const turns = new Turns(2);
  const { begun, work, end } = works();
  const all = ['a1', 'a2', 'a3', 'a4', 'b1'].map((name) => turns.take(name[0], work(name)));
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  end('a2');
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  for (const name of ['a1', 'a3', 'b1']) end(name);
  await settled();
  end('a4');
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
});

test('work without a caller never waits', async () => {
  const turns = new Turns(1);
  const { begun, work } = works();
  for (const name of ['1', '2', '3']) void turns.take(undefined, work(name));
  await settled();
  expect(begun).toEqual(['1', '2', '3']);
});

test('failed work hands its turn on', async () => {
  const turns = new Turns(1);
  const failing = turns.take('a', () => Promise.reject(new Error('broken')));
  const next = turns.take('a', async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});

test('work whose request is given up while it waits never begins, and takes no turn', async () => {
  const turns = new Turns(1);
  const { begun, work, end } = works();
  const request = new AbortController();
  const first = turns.take('a', work('first'));
  const given = turns.take('a', work('given'), request.signal);
  const last = turns.take('a', work('last'));
  request.abort();
  await expect(given).rejects.toMatchObject({ code: 'TIMEOUT' });
  await expect(turns.take('a', work('given'), request.signal)).rejects.toMatchObject({ code: 'TIMEOUT' });
  end('first');
  await first;
  await settled();
  end('last');
  expect(await last).toBe('last');
  expect(begun).toEqual(['first', 'last']);
});
