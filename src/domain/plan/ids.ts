/** Number of an id sent by a caller; -1, which nothing has, where it is not a number. */
export function numberOf(id: string): number {
  return /^\d{1,9}$/.test(id) ? Number(id) : -1;
}
