import { percent } from './format';
import { List } from './list';

/** A group of people and its share of all who are known, 0 to 1. */
export interface Segment {
  label: string;
  share: number;
}

/** The groups that a profile names: `Females aged 18 to 29 (12%)`. */
export const Segments = ({ segments }: { segments: readonly Segment[] }) => (
  <List items={segments.map(({ label, share }) => `${label} (${percent(share)})`)} />
);
