import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/**
 * Kinds of rows that ids name, with the number that stands for each in an id. The numbers never change, or ids that
 * clients keep would name something else.
 */
const KINDS = {
  Incident: 1,
  Place: 2,
  Ward: 3,
  SntArea: 4,
  PostcodeDistrict: 5,
  Lsoa: 6,
  PartnershipArea: 7,
  Partnership: 8,
  Recommendation: 9,
  Action: 10,
  Activity: 11,
  CalendarEvent: 12,
  AuditLine: 13,
} as const;
export type NodeKind = keyof typeof KINDS;

const KIND_OF = new Map<number, NodeKind>(
  Object.entries(KINDS).map(([kind, number]) => [number, kind as NodeKind]),
);

/** Row that an id names. */
export interface NodeReference {
  kind: NodeKind;
  /** Partnership that holds the row; 0 where the row's id alone is enough. */
  partnershipId: number;
  id: number;
  /** Day on which the row is looked at, where its fields depend on one. */
  day?: string | null;
}

/** Starts with a letter, so that no spreadsheet takes an id for a formula. */
const PREFIX = 'n';

const BLOCK = 16;
/** Layout of a block: kind (1), partnership (2), id (6), day (3), zeros that a made-up id does not have (4). */
const AT = { kind: 0, partnership: 1, id: 3, day: 9, zeros: 12 };
const ID_BYTES = 6;
const DAY_BYTES = 3;
const DAY_MS = 86_400_000;

/** Day before the first, which is 1. */
const EPOCH = Date.parse('0001-01-01T00:00:00Z') - DAY_MS;

const dayNumber = (day: string) => (Date.parse(`${day}T00:00:00Z`) - EPOCH) / DAY_MS;
const dayOf = (number: number) => new Date(EPOCH + number * DAY_MS).toISOString().slice(0, 10);

/**
 * Ids as callers see them: opaque, unique over all kinds and partnerships, and equal for equal references. A permutation
 * of 128-bit blocks (AES) keyed by the installation, so that an id tells neither the number of a row nor the order or the
 * gaps of numbers, from which the size of closed deliveries could be read.
 */
export class NodeIds {
  private readonly cipher;
  private readonly decipher;

  /** @param secret secret of the installation, from which the key is derived. */
  constructor(secret: Uint8Array) {
    const key = createHmac('sha256', secret).update('node ids').digest().subarray(0, BLOCK);
    // One block each: the mode of operation does not matter, and the ciphers can be used again.
    this.cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    this.decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  }

  /** Opaque id of a row. */
  encode({ kind, partnershipId, id, day }: NodeReference): string {
    const block = Buffer.alloc(BLOCK);
    block.writeUInt8(KINDS[kind], AT.kind);
    block.writeUInt16BE(partnershipId, AT.partnership);
    block.writeUIntBE(id, AT.id, ID_BYTES);
    block.writeUIntBE(day == null ? 0 : dayNumber(day), AT.day, DAY_BYTES);
    return PREFIX + this.cipher.update(block).toString('base64url');
  }

  /** Row that an id names; null where the id was not made by this installation. */
  decode(id: string): NodeReference | null {
    const sealed = Buffer.from(id.slice(PREFIX.length), 'base64url');
    // Compare with the text again: base64 has several spellings of one block, and an id has one.
    if (sealed.length !== BLOCK || id !== PREFIX + sealed.toString('base64url')) return null;
    const block = this.decipher.update(sealed);
    const kind = KIND_OF.get(block[AT.kind]);
    if (!kind || block.readUInt32BE(AT.zeros) !== 0) return null;
    const day = block.readUIntBE(AT.day, DAY_BYTES);
    return {
      kind,
      partnershipId: block.readUInt16BE(AT.partnership),
      id: block.readUIntBE(AT.id, ID_BYTES),
      day: day === 0 ? null : dayOf(day),
    };
  }

  /** Number of the row of a kind that an id names; null where it names none. */
  idOf(kind: NodeKind, id: string): number | null {
    const reference = this.decode(id);
    return reference?.kind === kind ? reference.id : null;
  }
}
