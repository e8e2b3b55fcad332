import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Recommendation to a partnership. Written and read through SQL only, like all tables of this folder. */
@Entity('recommendation')
export class RecommendationEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('smallint', { name: 'theme_id', nullable: true }) themeId!: number | null;
  @Column('smallint', { name: 'owner_id' }) ownerId!: number;
  @Column('text') text!: string;
  @Column('text') status!: string;
  @Column('integer') version!: number;
  @Column('text', { nullable: true }) reference!: string | null;
}

/** Action on a recommendation. Its progress is stored in its changes. */
@Entity('action')
export class ActionEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('integer', { name: 'recommendation_id' }) recommendationId!: number;
  @Column('smallint', { name: 'owner_id' }) ownerId!: number;
  @Column('text') text!: string;
  @Column('date', { nullable: true }) starts!: string | null;
  @Column('text', { nullable: true }) reference!: string | null;
}

/** Zone of an action: an area or a tracked hotspot by which it is evaluated. */
@Entity('action_zone')
export class ActionZoneEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('integer', { name: 'action_id' }) actionId!: number;
  @PrimaryColumn('text') role!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('integer', { name: 'hotspot_id', nullable: true }) hotspotId!: number | null;
}

/** Version of an action's status and progress. Viewers read `shown_action_change`. */
@Entity('action_change')
export class ActionChangeEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('integer', { name: 'action_id' }) actionId!: number;
  @PrimaryColumn('integer') version!: number;
  @Column('text') status!: string;
  @Column('smallint') progress!: number;
  @Column('date') due!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('text', { name: 'changed_by' }) changedBy!: string;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}

/** Activity for a theme. */
@Entity('partnership_activity')
export class ActivityEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('smallint', { name: 'theme_id' }) themeId!: number;
  @Column('smallint', { name: 'owner_id', nullable: true }) ownerId!: number | null;
  @Column('text') name!: string;
  @Column('date', { nullable: true }) starts!: string | null;
  @Column('date', { nullable: true }) ends!: string | null;
  @Column('integer') version!: number;
  @Column('text', { nullable: true }) reference!: string | null;
}

/** Event of the calendar. */
@Entity('calendar_event')
export class CalendarEventEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') name!: string;
  @Column('date') starts!: string;
  @Column('date') ends!: string;
  @Column('text', { nullable: true }) reference!: string | null;
}

/** Theme that an event affects. */
@Entity('calendar_event_theme')
export class CalendarEventThemeEntity {
  @PrimaryColumn('smallint', { name: 'partnership_id' }) partnershipId!: number;
  @PrimaryColumn('integer', { name: 'event_id' }) eventId!: number;
  @PrimaryColumn('smallint', { name: 'theme_id' }) themeId!: number;
}
