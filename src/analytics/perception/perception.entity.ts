import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The share of those asked in a survey who gave an answer that is about a theme. */
@Entity('survey_result')
export class SurveyResultEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('text') survey!: string;
  @PrimaryColumn('date', { name: 'surveyed_on' }) surveyedOn!: string;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
  @PrimaryColumn('text') question!: string;
  @Column('double precision') share!: number;
  @Column('integer', { name: 'sample_size', nullable: true }) sampleSize!: number | null;
}

/** A theme that an SNT area has made its priority for some time; without area, one that areas could choose. */
@Entity('snt_priority')
export class SntPriorityEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('date', { name: 'period_from' }) periodFrom!: string;
  @PrimaryColumn('date', { name: 'period_to' }) periodTo!: string;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
  @PrimaryColumn('text', { name: 'area_code' }) areaCode!: string;
}
