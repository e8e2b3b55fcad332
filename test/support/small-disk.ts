import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a file system may be mounted here: for root outside most containers. */
export const mayMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'csg-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

/** Disk of a given size in megabytes, for a test to fill. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'csg-disk-'));

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder]);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }

  /** Fills the disk until `leaveKilobytes` are free, also while others write to it. */
  fill(leaveKilobytes: number): void {
    const file = openSync(this.filler, 'a');
    const block = Buffer.alloc(64 * 1024);
    const surplus = () => {
      const { bavail, bsize } = statfsSync(this.folder);
      return Math.min(bavail * bsize - leaveKilobytes * 1024, block.length);
    };
    for (let bytes = surplus(); bytes > 0; bytes = surplus()) writeSync(file, block, 0, bytes);
    closeSync(file);
  }

  /** Makes room again. */
  clear(): void {
    rmSync(this.filler, { force: true });
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
