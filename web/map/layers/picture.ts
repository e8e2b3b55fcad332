import type { Cell, Figures } from '../../figures/table';
import type { FeatureCollection } from '../../schema/operation';
import type { Caveat } from '../api';

/** Filter of an analytic. */
export type Where = {
  partnership: string;
  period: { from: string; to: string };
  themes?: string[];
  areas?: ({ ward: string } | { sntArea: string })[];
  hotspot?: string;
};

/** A colour of the map and its meaning. */
export interface Class {
  colour: string;
  label: string;
}

/** A layer of the map, with the table that has the same. */
export interface Picture {
  features: FeatureCollection;
  classes: Class[];
  caveats: readonly Caveat[];
  /** The main finding in one sentence. */
  summary: string;
  columns: Figures['columns'];
  rows: { id: string; cells: Cell[] }[];
  /** Part of the state that choosing a row or a shape sets. */
  chooses: 'hotspot' | 'area' | null;
}
