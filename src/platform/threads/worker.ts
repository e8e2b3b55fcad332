/** Thread of the pool, which runs one call at a time. */
import { type Call, FUNCTIONS } from './functions';

export default function run({ name, args }: Call): unknown {
  return (FUNCTIONS[name] as (...args: unknown[]) => unknown)(...args);
}
