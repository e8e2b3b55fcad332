import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Offence of the vocabulary for an offence code, or else a subgroup, of the recorded-crime tables. */
@Entity('recorded_offence')
export class RecordedOffenceEntity {
  @PrimaryColumn('text') kind!: 'CODE' | 'SUBGROUP';
  @PrimaryColumn('text') value!: string;
  @Column('smallint', { name: 'offence_id' }) offenceId!: number;
}
