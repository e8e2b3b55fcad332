import fc from 'fast-check';
import {
  AREA_KINDS,
  COMPARISONS,
  change,
  fromSearch,
  LAYERS,
  type State,
  toSearch,
} from '../../../web/map/state';

const day = fc
  .date({ min: new Date('2007-07-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const code = fc.string({ minLength: 1, maxLength: 12 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const oneOf = <T extends string>(among: Record<T, unknown>) =>
  fc.constantFrom(...(Object.keys(among) as T[]));
const state: fc.Arbitrary<State> = fc.record({
  partnership: code,
  from: maybe(day),
  to: maybe(day),
  compare: oneOf(COMPARISONS),
  theme: maybe(code),
  layer: maybe(oneOf(LAYERS)),
  areas: oneOf(AREA_KINDS),
  area: maybe(code),
  hotspot: maybe(code),
});

it('shows the same to whoever follows a link', () => {
  fc.assert(
    fc.property(state, (shown) => {
      expect(fromSearch(toSearch(shown))).toEqual(shown);
    }),
  );
});

it('takes what an address says wrongly as not said', () => {
  fc.assert(
    fc.property(fc.string(), (search) => {
      const read = fromSearch(search);
      expect([null, ...Object.keys(LAYERS)]).toContain(read.layer);
      expect(Object.keys(COMPARISONS)).toContain(read.compare);
    }),
  );
  expect(fromSearch('?from=2009-13-01&to=yesterday&layer=toString&compare=x')).toEqual(fromSearch(''));
});

it('keeps the address short', () => {
  expect(toSearch(fromSearch(''))).toBe('');
  expect(toSearch({ ...fromSearch(''), theme: 'robbery' })).toBe('?theme=robbery');
});

it('gives up what was chosen within something with it', () => {
  const chosen = { ...fromSearch(''), partnership: 'A', from: '2009-01-01', area: 'W1', hotspot: 'h' };
  expect(change(chosen, { partnership: 'B' })).toMatchObject({ area: null, hotspot: null, from: null });
  expect(change(chosen, { theme: 'robbery' })).toMatchObject({ area: 'W1', hotspot: null });
  expect(change(chosen, { areas: 'SNT_AREA' })).toMatchObject({ area: null, hotspot: null });
  expect(change(chosen, { layer: 'grid' })).toMatchObject({ area: 'W1', hotspot: 'h' });
  expect(change(chosen, { hotspot: null })).toMatchObject({ area: 'W1', hotspot: null });
});
