import type { FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config';
import { Problem } from '../../platform/errors';

/**
 * Address of the server for absolute links: PUBLIC_URL, or the host that the request was sent to. A forwarded host is
 * never believed: usual proxies pass on what the caller writes there, and caches do not tell answers apart by it.
 *
 * @throws Problem BAD_USER_INPUT where the header Host is not the name of a host.
 */
export function publicUrl({ publicUrl: configured }: Config, request: FastifyRequest): string {
  if (configured) return configured;
  const { host = '' } = request.headers;
  if (!/^[\w.:[\]-]+$/.test(host)) throw new Problem('BAD_USER_INPUT', 'The header Host is not a host.');
  return `${request.protocol === 'https' ? 'https' : 'http'}://${host}`;
}
