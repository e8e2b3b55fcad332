import fc from 'fast-check';
import { NodeIds, type NodeReference } from '../../src/access';

const ids = new NodeIds(Buffer.from('the secret of an installation'));
const kinds = ['Incident', 'Place', 'Ward', 'Action', 'AuditLine'] as const;

const references: fc.Arbitrary<NodeReference> = fc.record({
  kind: fc.constantFrom(...kinds),
  partnershipId: fc.nat(32_767),
  id: fc.nat(2 ** 47),
  day: fc.constantFrom(null, '0001-01-01', '1974-04-01', '2009-02-28', '9999-12-31'),
});

test('an id names the row that it was made of, and equal rows have equal ids', () => {
  fc.assert(
    fc.property(references, (reference) => {
      const id = ids.encode(reference);
      expect(ids.decode(id)).toEqual(reference);
      expect(ids.encode({ ...reference })).toBe(id);
      expect(id).toMatch(/^n[\w-]{22}$/);
    }),
  );
});

test('rows of other kinds, partnerships, numbers and days have other ids', () => {
  const texts = [
    ...kinds.map((kind) => ids.encode({ kind, partnershipId: 1, id: 2 })),
    ids.encode({ kind: 'Ward', partnershipId: 2, id: 2 }),
    ids.encode({ kind: 'Ward', partnershipId: 1, id: 3 }),
    ids.encode({ kind: 'Ward', partnershipId: 1, id: 2, day: '2009-01-01' }),
  ];
  expect(new Set(texts).size).toBe(texts.length);
  const row: NodeReference = { kind: 'Ward', partnershipId: 1, id: 2 };
  expect(new NodeIds(Buffer.from('another')).encode(row)).not.toBe(ids.encode(row));
});

test('ids tell no order: of successive numbers, about half follow each other in the alphabet', () => {
  const texts = Array.from({ length: 1000 }, (_, id) =>
    ids.encode({ kind: 'Incident', partnershipId: 1, id }),
  );
  const rising = texts.filter((text, i) => i > 0 && text > texts[i - 1]).length;
  expect(Math.abs(rising - 500)).toBeLessThan(60);
});

test('what was not made here is no id, and neither is another spelling of one', () => {
  const id = ids.encode({ kind: 'Incident', partnershipId: 1, id: 7 });
  for (const text of [
    '',
    'n',
    '7',
    `${id}=`,
    ` ${id}`,
    id.slice(1),
    `h${id.slice(1)}`,
    `${id.slice(0, -1)}!`,
  ])
    expect(ids.decode(text)).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (block) => {
      expect(ids.decode(`n${Buffer.from(block).toString('base64url')}`)).toBeNull();
    }),
  );
  // The last character of a block of 16 bytes has four bits that mean nothing.
  const spelt = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
    (last) => id.slice(0, -1) + last,
  );
  expect(spelt.filter((text) => ids.decode(text) !== null)).toEqual([id]);
});

test('an id of one kind is none of another', () => {
  const id = ids.encode({ kind: 'Recommendation', partnershipId: 1, id: 7 });
  expect(ids.idOf('Recommendation', id)).toBe(7);
  expect(ids.idOf('Action', id)).toBeNull();
});
