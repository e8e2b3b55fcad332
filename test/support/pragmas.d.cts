/** What a test file says of itself in the comment at its top. */
export interface Pragmas {
  backend: 'server' | 'embedded' | 'either' | 'both';
  /** Whether it has to begin first. */
  isLong: boolean;
}
export function pragmasOf(path: string): Pragmas;
export const backendOfRun: 'server' | 'embedded';
