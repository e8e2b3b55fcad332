/** Said of a partnership whose data is invented. */
export const SYNTHETIC = 'A demonstration: people, places and incidents are invented.';

/** Said of counts that are protected against disclosure. */
export const PROTECTED =
  'Protected counts: counts from closed records differ a little from the true ones, so that nobody can be identified.';
