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
 * Name under which the rate limit counts a request: the key, the address without a key, or the address with keys not
 * seen lately, so that guessing keys is limited too.
 */
export function countedAs(keyring: Keyring) {
  return (request: FastifyRequest): string => {
    const key = keyOf(request);
    const viewer = key && keyring.recall(key);
    if (viewer) return `key ${viewer.keyId}`;
    return `${key ? 'unknown key' : 'no key'} ${normalizeIP(request.ip, 64)}`;
  };
}
