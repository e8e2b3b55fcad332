import type { Dataset } from '../datasets/dataset';
import { emergencyDepartment } from './emergency-department';
import { type Layout, positionsIn } from './layout';
import { londonFire } from './london-fire';
import { stats19Casualties } from './stats19-casualties';
import { stats19Collisions } from './stats19-collisions';

/** Layouts of other publishers that are recognised, each a file of this folder. */
const LAYOUTS: readonly Layout[] = [
  stats19Collisions,
  stats19Casualties,
  londonFire,
  emergencyDepartment,
] as Layout[];

/** Layout of another publisher that fits a data set and a header, with its columns' positions; null for none. */
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
