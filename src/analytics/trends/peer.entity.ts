import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member of a partnership's most similar group, as published for a year; the partnership itself is one. */
@Entity('peer')
export class PeerEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint') year!: number;
  @PrimaryColumn('text') code!: string;
  /** As recorded-crime tables write it. */
  @Column('text') name!: string;
  @Column('integer', { nullable: true }) residents!: number | null;
  @Column('integer', { nullable: true }) households!: number | null;
  @Column('integer', { nullable: true }) vehicles!: number | null;
  @Column('integer', { nullable: true }) premises!: number | null;
}

/** What one member recorded of one offence in one quarter. */
@Entity('recorded_crime')
export class RecordedCrimeEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text', { name: 'peer_code' }) peerCode!: string;
  /** First day of the calendar quarter. */
  @PrimaryColumn('date') quarter!: string;
  @PrimaryColumn('text', { name: 'offence_code' }) offenceCode!: string;
  @Column('text', { name: 'offence_subgroup' }) offenceSubgroup!: string;
  @Column('integer') n!: number;
}
