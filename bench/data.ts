import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageRoot } from '../src/platform/files';

const root = process.env.CSG_SHARED_DATA ?? resolve(packageRoot, '..', 'shared', 'data');

const WARDS = ['E06000055', 'E06000056', 'E06000032'].map((district) =>
  join(root, 'boundaries', 'wards_by_lad', `${district}.json`),
);
const POLICE = join(root, 'police', 'bedfordshire');

/** Real data: wards of Bedford, Central Bedfordshire and Luton, and two years of files of their police force. */
export const bedfordshire = { code: 'BENCH', name: 'Bedfordshire', wards: WARDS, police: POLICE };

/** Reason why the real data cannot be used; null where it can. */
export function missingData(): string | null {
  const missing = [...WARDS, POLICE].find((path) => !existsSync(path));
  return missing ? `${missing} is not there; CSG_SHARED_DATA names the folder of the shared data` : null;
}
