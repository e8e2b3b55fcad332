import { beyondCells, Needs } from '../../../../src/domain/incidents/selection/needs';

test('counts need nothing beyond protected cells, everything else does', () => {
  expect(beyondCells([Needs.COUNTS])).toEqual([]);
  for (const need of Object.values(Needs))
    if (need !== Needs.COUNTS)
      expect(beyondCells([Needs.COUNTS, need])).toEqual([expect.stringMatching(/\w/)]);
});

test('a detail that is needed twice is named once, in the order of the needs', () => {
  expect(beyondCells([Needs.SHAPES, Needs.FLAGS, Needs.SHAPES])).toEqual(['shapes of your own', 'flags']);
});
