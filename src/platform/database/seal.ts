import { createHash } from 'node:crypto';

/** Rights of a reading transaction by kind, such as `record`; a right that is not given is left out. */
export type Rights = Readonly<Record<string, number>>;

/** Secrets of the installation for its readers, all derived from the one that only the owner can read. */
export interface ReaderSecrets {
  /** Of the name and password of the readers' login. */
  login: Buffer;
  inner: Buffer;
  outer: Buffer;
}

const hash = (...parts: (Buffer | string)[]) => {
  const sha = createHash('sha256');
  for (const part of parts) sha.update(part);
  return sha.digest();
};

/**
 * Rights as text, with the seal that the function `viewer_right` of the database asks for.
 *
 * @param begun time at which the transaction began, as the database writes it in seconds.
 */
export function sealRights(rights: Rights, begun: string, { inner, outer }: ReaderSecrets): string {
  const text = Object.entries(rights)
    .map(([kind, id]) => `${kind}=${id}`)
    .join(' ');
  return `${text} seal=${hash(outer, hash(inner, `${text} at=${begun}`)).toString('hex')}`;
}
