import { Presets, SingleBar } from 'cli-progress';

/** Stream that shows progress: standard error, or a stand-in in tests. */
export type ProgressStream = NodeJS.WritableStream & { isTTY?: boolean };

/** Display of the progress of a long task. */
export interface Progress {
  /** Shows that `done` of the total is done. @param label current step, such as a file's name. */
  update(done: number, label?: string): void;
  /** Prints a line without disturbing the bar. */
  note(line: string): void;
  /** Ends the display. */
  stop(): void;
}

/** Settings of {@link startProgress}. */
export interface ProgressOptions {
  /** Value of `done` at the end, such as the bytes of all files; 0 where unknown. */
  total: number;
  /** Name of the task. */
  task: string;
  stream?: ProgressStream;
  /** Least milliseconds between two plain lines; 5,000 by default. */
  everyMs?: number;
  now?: () => number;
}

/**
 * Starts a display on standard error, so that standard output holds the closing line only: a bar on a terminal, else
 * (logs, pipes, CI) a plain line at most every few seconds.
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
  // Wait before the first line, so that short tasks print none.
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
