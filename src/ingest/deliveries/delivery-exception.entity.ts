import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Permission of an agency to deliver a data set whose duty is on another kind of agency. */
@Entity('delivery_exception')
export class DeliveryExceptionEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('smallint', { name: 'agency_id' }) agencyId!: number;
  @PrimaryColumn('text') dataset!: string;
  @Column('text', { name: 'allowed_by' }) allowedBy!: string;
  @Column('timestamptz', { name: 'allowed_at' }) allowedAt!: Date;
}
