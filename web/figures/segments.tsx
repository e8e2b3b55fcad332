import { percent } from './format';
import { List } from './list';

/** Group of people with its share of all people known, 0 to 1. */
export interface Segment {
  label: string;
  share: number;
}

/** Leading groups of a profile: `Females aged 18 to 29 (12%)`. */
export const Segments = ({ segments }: { segments: readonly Segment[] }) => (
  <List items={segments.map(({ label, share }) => `${label} (${percent(share)})`)} />
);
