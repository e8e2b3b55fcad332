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

/** A disk of so many megabytes, that a test fills. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'csg-disk-'));

  constructor(megabytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder]);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }

  /** Fills it up to so many free kilobytes. */
  fill(leaveKilobytes: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    const file = openSync(this.filler, 'a');
    const block = Buffer.alloc(1024);
    for (let left = Math.floor((bavail * bsize) / 1024) - leaveKilobytes; left > 0; left--)
      writeSync(file, block);
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
