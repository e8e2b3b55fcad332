import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { type Keyring, PUBLIC_VIEWER, type Viewer } from '../../access';
import { Problem } from '../../platform/errors';

declare module 'fastify' {
  interface FastifyRequest {
    /** Viewer of the request; the public until the route has looked up the key. */
    viewer: Viewer;
  }
  interface FastifyContextConfig {
    /** Whether the key may come as `?key=`, for clients that can send no headers. */
    keyInAddress?: boolean;
  }
}

function keyOf({ headers: { authorization }, query, routeOptions }: FastifyRequest): string | undefined {
  if (authorization !== undefined) return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const { key } = query as { key?: unknown };
  return routeOptions.config.keyInAddress && typeof key === 'string' ? key : undefined;
}

/** Hook for routes whose answer depends on the viewer: sets `request.viewer` from the key. */
export function identify(keyring: Keyring) {
  return async (request: FastifyRequest): Promise<void> => {
    const key = keyOf(request);
    if (key) request.viewer = await keyring.viewerOf(key);
    else if (request.headers.authorization !== undefined)
      throw new Problem('UNAUTHENTICATED', 'Send the key as Authorization: Bearer <key>.');
    else request.viewer = PUBLIC_VIEWER;
  };
}

/**
 * Name under which the rate limit counts a request: the key, the address without a key, or the address with keys that
 * nobody has. The key is looked up first, so that guesses from an address never lock out a good key behind it.
 */
export function countedAs(keyring: Keyring) {
  return async (request: FastifyRequest): Promise<string> => {
    const key = keyOf(request);
    const address = normalizeIP(request.ip, 64);
    if (!key) return `no key ${address}`;
    try {
      return `key ${(await keyring.viewerOf(key)).keyId}`;
    } catch (fault) {
      if (fault instanceof Problem && fault.code === 'UNAUTHENTICATED') return `unknown key ${address}`;
      throw fault;
    }
  };
}
