import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Declaration that an agency holds records of a data set, or none, from a quarter on. */
@Entity('holding')
export class HoldingEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint', { name: 'agency_id' }) agencyId!: number;
  @PrimaryColumn('text') dataset!: string;
  @PrimaryColumn('date', { name: 'from_quarter' }) fromQuarter!: string;
  @Column('boolean') held!: boolean;
  @Column('integer') version!: number;
  @Column('text', { name: 'declared_by' }) declaredBy!: string;
  @Column('timestamptz', { name: 'declared_at' }) declaredAt!: Date;
}
