import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/platform/files';

const CSG = join(packageRoot, 'bin', 'csg.mjs');

/** How a command ended: its exit code, or the signal that ended it. */
export interface Outcome {
  code: number | NodeJS.Signals;
  out: string;
  err: string;
}

/** The command line as users get it: the built program, in a process of its own, as it runs. */
export class Command {
  out = '';
  err = '';
  readonly ended: Promise<Outcome>;
  private constructor(private readonly child: ReturnType<typeof spawn>) {
    child.stdout!.on('data', (text) => {
      this.out += text;
    });
    child.stderr!.on('data', (text) => {
      this.err += text;
    });
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve({ code: signal ?? code!, out: this.out, err: this.err }));
    });
  }

  /** Starts `csg` with the settings of a test's database. */
  static start(args: string[], environment: Record<string, string>): Command {
    const env = { ...process.env, ...environment };
    return new Command(spawn(process.execPath, [CSG, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Runs `csg` to its end. */
  static run(args: string[], environment: Record<string, string>): Promise<Outcome> {
    return Command.start(args, environment).ended;
  }

  /** `kill -9`: no handler of the process runs. */
  kill(): Promise<Outcome> {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  /** Waits for a moment; fails where the command ends before it. */
  async until(moment: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await moment())) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`the command ended before: ${this.out}${this.err}`);
      await sleep(5);
    }
  }
}

/**
 * A file that its reader gets as far as the test gives it: a named pipe. What was given has been taken, but for the few
 * kilobytes that the pipe itself holds.
 */
export class FedFile {
  private readonly stream: WriteStream;
  private failed = false;

  constructor(readonly path: string) {
    execFileSync('mkfifo', [path]);
    this.stream = createWriteStream(path);
    // The reader was killed, as tests do.
    this.stream.on('error', () => {
      this.failed = true;
    });
  }

  /** Gives the next part, and waits until it has been taken. */
  async give(text: string): Promise<void> {
    await new Promise<void>((resolve) => this.stream.write(text, () => resolve()));
    if (this.failed) throw new Error('nobody reads the file any more');
  }

  /** The end of the file. */
  end(): void {
    this.stream.end();
  }
}
