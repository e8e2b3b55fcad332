import { PassThrough } from 'node:stream';
import { startProgress } from '../../src/ingest/reading/progress';

function stream(isTTY: boolean) {
  const out = Object.assign(new PassThrough(), { isTTY, columns: 80, text: '' });
  out.on('data', (chunk) => {
    out.text += chunk;
  });
  return out;
}

test('without a terminal: plain lines, at most one every few seconds, none for a short task', async () => {
  const out = stream(false);
  let time = 0;
  const progress = startProgress({
    total: 1000,
    task: 'import',
    stream: out,
    everyMs: 5000,
    now: () => time,
  });
  for (let done = 0; done <= 1000; done++) {
    time += 12;
    progress.update(done, 'a.csv');
  }
  progress.note('passed over 2 files');
  progress.stop();
  progress.update(1000);
  await new Promise(setImmediate);
  expect(out.text).toBe('import: 41% a.csv\nimport: 83% a.csv\npassed over 2 files\n');
  expect(out.text).not.toContain('\u001b');
});

test('on a terminal: a bar that is cleared at the end, and stays within bounds', async () => {
  const out = stream(true);
  const progress = startProgress({ total: 0, task: 'import', stream: out });
  progress.update(5, 'a.csv');
  progress.note('a note');
  await new Promise((resolve) => setTimeout(resolve, 300));
  progress.stop();
  progress.stop();
  progress.update(6);
  await new Promise(setImmediate);
  expect(out.text).toContain('import [');
  expect(out.text).toContain('100% a.csv');
  expect(out.text).toContain('a note\n');
});
