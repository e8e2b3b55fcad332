import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INSTALLED = '/usr/lib/postgresql';

/** PostgreSQL's own programs, of the newest version here that has PostGIS; undefined where there are none. */
export const postgresPrograms = existsSync(INSTALLED)
  ? readdirSync(INSTALLED)
      .sort((a, b) => Number(b) - Number(a))
      .filter((version) => existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`))
      .map((version) => join(INSTALLED, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'initdb')))
  : undefined;

const isRoot = process.getuid?.() === 0;

/** Runs a program as the user that PostgreSQL runs as: it refuses to run as root. */
function run(program: string, args: string[]): void {
  const path = join(postgresPrograms!, program);
  const [command, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', path, ...args] : [path, ...args];
  execFileSync(command, rest, { cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Gives a folder to that user. */
export function giveToPostgres(folder: string): void {
  if (!isRoot) return;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
  chownSync(folder, id('-u'), id('-g'));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A PostgreSQL server of a test's own, that it may stop. */
export class Cluster {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), 'csg-cluster-'));
    giveToPostgres(folder);
    const cluster = new Cluster(folder, await freePort());
    run('initdb', [
      '-D',
      cluster.data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-N',
    ]);
    cluster.start();
    return cluster;
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  start(): void {
    const settings = `-p ${this.port} -k ${this.folder} -c listen_addresses=127.0.0.1`;
    run('pg_ctl', [
      '-D',
      this.data,
      '-l',
      join(this.folder, 'log'),
      '-w',
      '-t',
      '60',
      '-o',
      settings,
      'start',
    ]);
  }

  /** As a power cut would: no session is asked, nothing is written any more. */
  crash(): void {
    run('pg_ctl', ['-D', this.data, '-m', 'immediate', '-w', 'stop']);
  }

  remove(): void {
    if (existsSync(join(this.data, 'postmaster.pid'))) this.crash();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
