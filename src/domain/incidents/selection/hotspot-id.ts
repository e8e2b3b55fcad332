import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import type { Stretches } from '../../../platform/calendar';

/** Question whose answer contains a hotspot cluster; distances in metres. */
export interface ClusterQuestion {
  /** Filter as canonical JSON, its period filled in. */
  where: string;
  /** Days of the two windows that clusters are found on together. */
  current: Stretches;
  previous: Stretches;
  eps: number;
  /** Minimum number of incidents of both windows within `eps` of a core place. */
  minIncidents: number;
  /** Maximum area of a cluster, square metres. */
  maxArea: number;
}

/** Cluster of a question, identified by a sample of its places. */
export interface ClusterReference {
  question: ClusterQuestion;
  /** Hashes of places: all of a small cluster, a random sample of a larger one. */
  sample: readonly number[];
}

/** A hotspot that is followed from month to month. */
export interface TrackedReference {
  /** Id of its row. */
  tracked: number;
  /** Day on which to look at it: the newest month that had ended by then counts. Null: the newest month. */
  asOf: string | null;
}

/** Reference that an id of a hotspot carries. */
export type HotspotReference = { cluster: ClusterReference } | TrackedReference;

/** Places in a sample: estimates the share of places found again to about an eighth. */
const SAMPLE = 16;

/** Starts with a letter, so that no spreadsheet takes an id for a formula. */
const PREFIX = 'h';

const CLUSTER = 1;
const TRACKED = 2;
const MAC_BYTES = 16;
const HASH_BYTES = 4;

/**
 * Hash of a place, from its easting and northing to the centimetre: both back ends transform degrees equally to that
 * precision.
 */
export function placeHash(easting: number, northing: number): number {
  let hash = mix(Math.round(easting * 100));
  hash = mix(hash ^ Math.round(northing * 100));
  return hash >>> 0;
}

/** Finaliser of MurmurHash3 (Appleby 2011): every bit of the result depends on every bit of the number. */
function mix(number: number): number {
  let hash = number | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Smallest hashes of some places: a random sample that does not depend on their order. */
function sampleOf(hashes: readonly number[]): number[] {
  return [...hashes].sort((a, b) => a - b).slice(0, SAMPLE);
}

/** Opaque id of a cluster of a question. @param hashes of its places */
export function clusterId(key: Uint8Array, question: ClusterQuestion, hashes: readonly number[]): string {
  return sealHotspot(key, { cluster: { question, sample: sampleOf(hashes) } });
}

/**
 * Opaque id of a hotspot, determined by the reference. Sealed with the key of the installation, so that it reveals
 * nothing about a cluster's places and cannot be forged. Synthetic initialisation vector after RFC 5297, of
 * HMAC-SHA-256 and AES-256 in counter mode.
 */
export function sealHotspot(key: Uint8Array, reference: HotspotReference): string {
  const plain = encode(reference);
  const mac = macOf(key, plain);
  const cipher = createCipheriv('aes-256-ctr', keyFor(key, 'seal'), mac);
  return PREFIX + Buffer.concat([mac, cipher.update(plain), cipher.final()]).toString('base64url');
}

/** Decodes a hotspot id; null where it was not made by this installation. */
export function openHotspot(key: Uint8Array, id: string): HotspotReference | null {
  if (!id.startsWith(PREFIX)) return null;
  const sealed = Buffer.from(id.slice(PREFIX.length), 'base64url');
  if (sealed.length <= MAC_BYTES) return null;
  const mac = sealed.subarray(0, MAC_BYTES);
  const decipher = createDecipheriv('aes-256-ctr', keyFor(key, 'seal'), mac);
  const plain = Buffer.concat([decipher.update(sealed.subarray(MAC_BYTES)), decipher.final()]);
  return timingSafeEqual(mac, macOf(key, plain)) ? decode(plain) : null;
}

/** Opaque id of a single place, identical in the answers to all questions. */
export function placeAnchor(key: Uint8Array, easting: number, northing: number): string {
  const centimetres = [easting, northing].map((metres) => Math.round(metres * 100));
  return createHmac('sha256', keyFor(key, 'anchor')).update(centimetres.join(' ')).digest('hex').slice(0, 16);
}

function keyFor(key: Uint8Array, use: 'seal' | 'sign' | 'anchor'): Buffer {
  return createHmac('sha256', key).update(use).digest();
}

function macOf(key: Uint8Array, plain: Uint8Array): Buffer {
  return createHmac('sha256', keyFor(key, 'sign')).update(plain).digest().subarray(0, MAC_BYTES);
}

function encode(reference: HotspotReference): Buffer {
  if ('tracked' in reference)
    return Buffer.concat([
      Buffer.of(TRACKED),
      uint32s([reference.tracked]),
      Buffer.from(reference.asOf ?? ''),
    ]);
  const { question, sample } = reference.cluster;
  const { where, current, previous, eps, minIncidents, maxArea } = question;
  const windows = [current, previous].map((spans) => spans.map(({ from, to }) => `${from}/${to}`));
  const text = JSON.stringify([where, ...windows, eps, minIncidents, maxArea]);
  return Buffer.concat([Buffer.of(CLUSTER, sample.length), uint32s(sample), Buffer.from(text)]);
}

function decode(plain: Buffer): HotspotReference {
  if (plain[0] === TRACKED)
    return { tracked: plain.readUInt32BE(1), asOf: plain.toString('utf8', 1 + HASH_BYTES) || null };
  const start = 2;
  const end = start + plain[1] * HASH_BYTES;
  const sample = Array.from({ length: plain[1] }, (_, i) => plain.readUInt32BE(start + i * HASH_BYTES));
  const [where, current, previous, eps, minIncidents, maxArea] = JSON.parse(plain.toString('utf8', end)) as [
    string,
    string[],
    string[],
    number,
    number,
    number,
  ];
  const spansOf = (texts: string[]) =>
    texts.map((text) => {
      const [from, to] = text.split('/');
      return { from, to };
    });
  const windows = { current: spansOf(current), previous: spansOf(previous) };
  return { cluster: { question: { where, ...windows, eps, minIncidents, maxArea }, sample } };
}

function uint32s(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * HASH_BYTES);
  numbers.forEach((number, i) => {
    bytes.writeUInt32BE(number, i * HASH_BYTES);
  });
  return bytes;
}
