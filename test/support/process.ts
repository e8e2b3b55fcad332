import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../src/platform/files';

/** A process of its own, running a script on the compiled product. */
export class Program {
  readonly lines: string[] = [];
  private errors = '';
  private readonly heard = new Set<() => void>();
  /** Resolves once it has ended and all that it printed has been read. */
  readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => child.once('close', () => resolve()));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.lines.push(line);
      for (const listener of this.heard) listener();
    });
    child.stderr!.on('data', (text) => {
      this.errors += text;
    });
  }

  /**
   * @param script body of an async function; `product('database')` loads a folder of `dist/src`.
   */
  static run(script: string, environment: Record<string, string> = {}): Program {
    const text = `const product = (folder) => require('./dist/src/' + folder);
      (async () => { ${script} })().catch((error) => { console.error(error); process.exit(1); });`;
    return new Program(
      spawn(process.execPath, ['-e', text], {
        cwd: packageRoot,
        env: { ...process.env, ...environment },
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    );
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until the process has printed `lines` lines; fails where it ends before. */
  async printed(lines: number): Promise<string[]> {
    await new Promise<void>((resolve, reject) => {
      const listener = () => {
        if (this.lines.length < lines) return;
        this.heard.delete(listener);
        resolve();
      };
      this.heard.add(listener);
      this.child.once('exit', (code) => reject(new Error(`ended with ${code}: ${this.errors}`)));
      listener();
    });
    return this.lines;
  }

  /** `kill -9`: no handler of the process runs. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
