import { Presets, SingleBar } from 'cli-progress';

/** Where progress is shown: standard error, or a stand-in for it. */
export type ProgressStream = NodeJS.WritableStream & { isTTY?: boolean };

/** Shows how far a long task is. */
export interface Progress {
  /** Says where the task is. @param done of the total @param label what is at work now, e.g. a file's name */
  update(done: number, label?: string): void;
  /** Prints a line without disturbing the bar. */
  note(line: string): void;
  /** Ends the display. */
  stop(): void;
}

/** Settings of {@link startProgress}. */
export interface ProgressOptions {
  /** What `done` counts up to, e.g. the bytes of all files; 0 where unknown. */
  total: number;
  /** What the task is called. */
  task: string;
  stream?: ProgressStream;
  /** Least time between two plain lines, milliseconds. */
  everyMs?: number;
  now?: () => number;
}

/**
 * Shows progress on standard error, so that standard output stays clean for the closing line: a bar on a terminal,
 * elsewhere (logs, pipes, CI) a plain line at most every few seconds.
 */
export function startProgress(options: ProgressOptions): Progress {
  const stream = options.stream ?? process.stderr;
  return stream.isTTY ? bar(stream, options) : plain(stream, options);
}

function bar(stream: ProgressStream, { total, task }: ProgressOptions): Progress {
  const display = new SingleBar(
    {
      format: `${task} [{bar}] {percentage}% {label}`,
      stream,
      hideCursor: true,
      clearOnComplete: true,
      linewrap: false,
      barsize: 30,
      fps: 5,
      gracefulExit: false,
    },
    Presets.legacy,
  );
  let label = '';
  let stopped = false;
  display.start(Math.max(total, 1), 0, { label });
  return {
    update(done, next = label) {
      label = next;
      if (!stopped) display.update(within(done, total), { label });
    },
    note(line) {
      stream.write(`\r\u001b[K${line}\n`);
    },
    stop() {
      if (!stopped) display.stop();
      stopped = true;
    },
  };
}

function plain(
  stream: ProgressStream,
  { total, task, everyMs = 5000, now = Date.now }: ProgressOptions,
): Progress {
  // The first line comes only after a while: short tasks print none.
  let last = now();
  let label = '';
  let stopped = false;
  return {
    update(done, next = label) {
      label = next;
      if (stopped || now() - last < everyMs) return;
      last = now();
      const share = total > 0 ? ` ${Math.floor((100 * within(done, total)) / total)}%` : '';
      stream.write(`${task}:${share}${label === '' ? '' : ` ${label}`}\n`);
    },
    note(line) {
      stream.write(`${line}\n`);
    },
    stop() {
      stopped = true;
    },
  };
}

function within(done: number, total: number): number {
  return Math.min(Math.max(done, 0), Math.max(total, 1));
}
