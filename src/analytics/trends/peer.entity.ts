import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member of a partnership's most similar group, as published for a year; the partnership itself is one. */
@Entity('peer')
export class PeerEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint') year!: number;
  @PrimaryColumn('text') code!: string;
  /** Name as written in recorded-crime tables. */
  @Column('text') name!: string;
  @Column('integer', { nullable: true }) residents!: number | null;
  @Column('integer', { nullable: true }) households!: number | null;
  @Column('integer', { nullable: true }) vehicles!: number | null;
  @Column('integer', { nullable: true }) premises!: number | null;
}

/** Count of one offence recorded by one member in one quarter. */
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
