import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Present count of a cell of the disclosure control, exact, for closed sources. */
@Entity('elementary_cell')
export class ElementaryCellEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('date') month!: string;
  @PrimaryColumn('smallint', { name: 'source_id' }) sourceId!: number;
  @Column('smallint', { name: 'offence_id', nullable: true }) offenceId!: number | null;
  @Column('integer', { nullable: true }) flag!: number | null;
  @Column('integer', { name: 'ward_id', nullable: true }) wardId!: number | null;
  @Column('text', { name: 'postcode_district', nullable: true }) postcodeDistrict!: string | null;
  @Column('integer') n!: number;
}
