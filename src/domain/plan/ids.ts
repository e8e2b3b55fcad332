/** The number behind an id that a caller sent; one that names nothing where it is none. */
export function numberOf(id: string): number {
  return /^\d{1,9}$/.test(id) ? Number(id) : -1;
}
