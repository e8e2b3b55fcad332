import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which of our offences an offence code, or else a subgroup, of the recorded-crime tables is. */
@Entity('recorded_offence')
export class RecordedOffenceEntity {
  @PrimaryColumn('text') kind!: 'CODE' | 'SUBGROUP';
  @PrimaryColumn('text') value!: string;
  @Column('smallint', { name: 'offence_id' }) offenceId!: number;
}
