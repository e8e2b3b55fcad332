/** Band of ages, both ends included; `to` is null for an open band. */
export interface AgeBand {
  code: string;
  from: number;
  to: number | null;
}

/** Adjacent bands from the youngest, which together cover every age. Systems are never mapped onto each other. */
export type AgeBandSystem = readonly AgeBand[];

/** Bands that begin at these ages; the last is open. */
function bandsFrom(starts: number[], code: (from: number, to: number | null) => string): AgeBandSystem {
  return starts.map((from, i) => {
    const to = i + 1 < starts.length ? starts[i + 1] - 1 : null;
    return { code: code(from, to), from, to };
  });
}

const bySpan = (from: number, to: number | null) => `AGE_${from}_${to ?? 'PLUS'}`;

/** Systems of age bands used by records, by code. */
export const AGE_BAND_SYSTEMS: Readonly<Record<string, AgeBandSystem>> = {
  /** Ten years each, as in strategic assessments: AGE_0_9 … AGE_70_79, AGE_80_PLUS. */
  TEN_YEAR: bandsFrom([0, 10, 20, 30, 40, 50, 60, 70, 80], bySpan),
  /** Stop and search on data.police.uk. */
  POLICE_UK: bandsFrom([0, 10, 18, 25, 35], (from, to) => {
    if (from === 0) return 'UNDER_10';
    return to === null ? 'OVER_34' : bySpan(from, to);
  }),
  /** Road casualties of the Department for Transport. */
  STATS19: bandsFrom([0, 6, 11, 16, 21, 26, 36, 46, 56, 66, 76], (from, to) =>
    to === null ? 'OVER_75' : bySpan(from, to),
  ),
};

/** Code of the band of a system that contains an age in whole years. */
export function ageBandOf(system: AgeBandSystem, age: number): string {
  return system.findLast(({ from }) => age >= from)!.code;
}

/** Adjacent bands in words, such as `aged 20 to 49`; empty for every age. */
export function ageWords(first: AgeBand, last: AgeBand): string {
  if (first.from === 0) return last.to === null ? '' : `aged under ${last.to + 1}`;
  return last.to === null ? `aged ${first.from} and over` : `aged ${first.from} to ${last.to}`;
}
