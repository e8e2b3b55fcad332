/** Notice about a partnership with invented data. */
export const SYNTHETIC = 'A demonstration: people, places and incidents are invented.';

/** Notice about counts that are protected against disclosure. */
export const PROTECTED =
  'Protected counts: counts from closed records differ a little from the true ones, so that nobody can be identified.';
