import { missingIn } from '../../../web/report/ranking';

const row = (name: string, ...missing: string[]) => ({ theme: { code: name, name }, missing });

test('reasons of all themes are listed once, and themes with the same further ones together', () => {
  expect(missingIn([row('A', 'Peers.', 'Harm.'), row('B', 'Peers.', 'Harm.'), row('C', 'Peers.')])).toEqual([
    'Each of these 3 themes: Peers.',
    'A, B: Harm.',
    'C',
  ]);
});

test('one theme has its reasons beside it', () => {
  expect(missingIn([row('A', 'Peers.', 'Harm.')])).toEqual(['A: Peers. Harm.']);
  expect(missingIn([row('A', 'Peers.'), row('B', 'Harm.')])).toEqual(['A: Peers.', 'B: Harm.']);
});
