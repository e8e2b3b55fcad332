import {
  type ClusterQuestion,
  clusterId,
  openHotspot,
  placeAnchor,
  placeHash,
  sealHotspot,
} from '../../../../src/domain/incidents/selection/hotspot-id';

const KEY = Buffer.alloc(32, 7);
const question: ClusterQuestion = {
  where: '{"partnership":"ONE","period":{"from":"2023-01-01","to":"2023-12-31"},"themes":["burglary"]}',
  current: [{ from: '2023-01-01', to: '2023-12-31' }],
  previous: [
    { from: '2022-01-01', to: '2022-05-31' },
    { from: '2022-07-01', to: '2022-12-31' },
  ],
  eps: 250,
  minIncidents: 12,
  maxArea: 500_000,
};

describe('an id of a cluster', () => {
  test('opens to its question and to hashes of its places', () => {
    expect(openHotspot(KEY, clusterId(KEY, question, [9, 4_000_000_000, 3]))).toEqual({
      cluster: { question, sample: [3, 9, 4_000_000_000] },
    });
  });

  test('is the same for the same question and places, in whatever order, and another for others', () => {
    const id = clusterId(KEY, question, [1, 2, 3]);
    expect(clusterId(KEY, question, [3, 1, 2])).toBe(id);
    expect(clusterId(KEY, question, [1, 2, 4])).not.toBe(id);
    expect(clusterId(KEY, { ...question, eps: 251 }, [1, 2, 3])).not.toBe(id);
  });

  test('knows a large cluster by some of its places, whatever their number', () => {
    const hashes = Array.from({ length: 5_000 }, (_, i) => placeHash(500_000 + 10 * (i % 70), 200_000 + i));
    const reference = openHotspot(KEY, clusterId(KEY, question, hashes));
    const sample = reference && 'cluster' in reference ? reference.cluster.sample : [];
    expect(sample).toHaveLength(16);
    expect(hashes).toEqual(expect.arrayContaining([...sample]));
  });

  test('tells nothing: it holds no text of the question, and another installation cannot open it', () => {
    const id = clusterId(KEY, question, [1, 2, 3]);
    expect(Buffer.from(id.slice(1), 'base64url').toString('latin1')).not.toMatch(/ONE|burglary|2023/);
    expect(openHotspot(Buffer.alloc(32, 8), id)).toBeNull();
  });

  test.each(['', 'x', 'h', 'hx', 'not an id', `h${'A'.repeat(400)}`, '0123456789abcdef'])(
    'is not %p',
    (text) => {
      expect(openHotspot(KEY, text)).toBeNull();
    },
  );

  test('cannot be changed', () => {
    const bytes = Buffer.from(clusterId(KEY, question, [1, 2, 3]).slice(1), 'base64url');
    for (const at of [0, 15, 16, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] ^= 1;
      expect(openHotspot(KEY, `h${changed.toString('base64url')}`)).toBeNull();
    }
  });
});

test('an id of a tracked hotspot opens to its row', () => {
  for (const asOf of [null, '2023-01-31']) {
    const reference = { tracked: 2_147_483_647, asOf };
    expect(openHotspot(KEY, sealHotspot(KEY, reference))).toEqual(reference);
  }
  const ids = [1, 2].flatMap((tracked) =>
    [null, '2023-01-31', '2023-02-28'].map((asOf) => sealHotspot(KEY, { tracked, asOf })),
  );
  expect(new Set(ids).size).toBe(6);
});

test('an anchor is the same for the same place to the centimetre, and another elsewhere', () => {
  const anchor = placeAnchor(KEY, 500_000.001, 200_000);
  expect(placeAnchor(KEY, 500_000.002, 200_000)).toBe(anchor);
  expect(placeAnchor(KEY, 500_000.02, 200_000)).not.toBe(anchor);
  expect(placeAnchor(Buffer.alloc(32, 8), 500_000.001, 200_000)).not.toBe(anchor);
});

test('hashes of places are spread evenly', () => {
  const sixteenths = new Int32Array(16);
  for (let e = 0; e < 100; e++)
    for (let n = 0; n < 100; n++) sixteenths[placeHash(500_000 + 50 * e, 200_000 + 50 * n) >>> 28]++;
  for (const count of sixteenths) expect(Math.abs(count / 625 - 1)).toBeLessThan(0.2);
});
