import { OFFENCES, SOURCES, THEMES } from '../../../src/domain/vocabulary';

/** Offences that closed sources record; open categories are wider, and fewer themes can be told from them. */
const closed = new Set(
  SOURCES.filter(({ access }) => access === 'CLOSED').flatMap(({ offences }) => offences),
);

const offencesOf = (theme: string) =>
  OFFENCES.filter(({ code, themes }) => closed.has(code) && themes.includes(theme)).map(({ code }) => code);

test.each(THEMES.flatMap(({ code, parent }) => (parent ? [[code, parent]] : [])))(
  'all that makes an incident one of %s makes it one of %s, so that no part exceeds its parent',
  (part, parent) => {
    expect(offencesOf(parent)).toEqual(expect.arrayContaining(offencesOf(part)));
    const flags = (theme: string) => THEMES.find(({ code }) => code === theme)!.flags ?? 0;
    expect(flags(part) & ~flags(parent)).toBe(0);
  },
);
