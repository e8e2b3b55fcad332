/** Ten-year age bands, as in the assessments: AGE_0_9, AGE_10_19, … AGE_80_PLUS. */
export const TEN_YEAR = 'TEN_YEAR';

/** The ten-year bands in order. */
export const TEN_YEAR_BANDS: readonly string[] = Array.from({ length: 9 }, (_, i) =>
  i === 8 ? 'AGE_80_PLUS' : `AGE_${10 * i}_${10 * i + 9}`,
);

/** The ten-year band of an age in whole years. */
export function tenYearBand(age: number): string {
  return TEN_YEAR_BANDS[Math.min(8, Math.floor(age / 10))];
}
