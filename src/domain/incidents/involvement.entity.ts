import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Person or organisation in an incident. Written and read through SQL only. */
@Entity('involvement')
export class InvolvementEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('bigint', { name: 'incident_id' }) incidentId!: number;
  @PrimaryColumn('uuid', { name: 'person_key' }) personKey!: string;
  @Column('smallint', { name: 'source_id' }) sourceId!: number;
  @Column('text') role!: 'VICTIM' | 'OFFENDER' | 'SEARCHED' | 'EXCLUDED';
  @Column('boolean') organisation!: boolean;
  @Column('text', { nullable: true }) sex!: 'FEMALE' | 'MALE' | 'OTHER' | null;
  @Column('text', { name: 'age_band_system', nullable: true }) ageBandSystem!: string | null;
  @Column('text', { name: 'age_band', nullable: true }) ageBand!: string | null;
  @Column('text', { name: 'self_defined_system', nullable: true }) selfDefinedSystem!: string | null;
  @Column('text', { name: 'self_defined', nullable: true }) selfDefined!: string | null;
  @Column('text', { name: 'officer_defined_system', nullable: true }) officerDefinedSystem!: string | null;
  @Column('text', { name: 'officer_defined', nullable: true }) officerDefined!: string | null;
  @Column('text', { name: 'home_kind', nullable: true }) homeKind!: 'LSOA' | 'WARD' | null;
  @Column('text', { name: 'home_code', nullable: true }) homeCode!: string | null;
}
