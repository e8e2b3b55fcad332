/**
 * @backend either
 * @duration long
 */
import { expectNoEcho, useServer } from './echo';

useServer();

test(
  'no value of any argument of the queries from P comes back, in the answer or in the log',
  () => expectNoEcho(({ kind, chain: [{ name }] }) => kind === 'query' && name >= 'p', 100),
  300_000,
);
