import type { Dataset } from '../datasets/dataset';
import { emergencyDepartment } from './emergency-department';
import { type Layout, positionsIn } from './layout';
import { londonFire } from './london-fire';
import { stats19Casualties } from './stats19-casualties';
import { stats19Collisions } from './stats19-collisions';

/** Layouts of others that are read, each a file of this folder. */
const LAYOUTS: readonly Layout[] = [
  stats19Collisions,
  stats19Casualties,
  londonFire,
  emergencyDepartment,
] as Layout[];

/** The layout of another that a header is of, for a data set, with where its columns are; null where it is none. */
export function findLayout(
  { code }: Dataset,
  header: readonly string[],
): { layout: Layout; positions: Map<string, number> } | null {
  for (const layout of LAYOUTS) {
    const positions = layout.dataset === code ? positionsIn(layout, header) : null;
    if (positions) return { layout, positions };
  }
  return null;
}

export type { Layout, Translated } from './layout';
