/** Approximate memory of an object, array or string besides its content, and of one slot, in bytes. */
const HEADER = 24;
const SLOT = 8;

/**
 * Number of entries measured in a long list; the others are assumed alike, since lists in answers have rows of one
 * kind.
 */
const SAMPLE = 100;

/** Approximate memory of a value in bytes: plain objects, arrays, typed arrays, and their contents. */
export function estimatedBytes(value: unknown): number {
  if (typeof value === 'string') return HEADER + value.length;
  if (typeof value !== 'object' || value === null) return 0; // in its owner's slot
  if (ArrayBuffer.isView(value)) return HEADER + value.byteLength;
  const entries: unknown[] = Array.isArray(value) ? value : Object.values(value);
  const step = Math.max(1, Math.floor(entries.length / SAMPLE));
  let sum = 0;
  let seen = 0;
  for (let i = 0; i < entries.length; i += step, seen++) sum += estimatedBytes(entries[i]);
  return HEADER + SLOT * entries.length + (seen > 0 ? (sum / seen) * entries.length : 0);
}
