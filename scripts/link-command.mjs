// Makes `npx csg` run the build at hand, at once and without npm's cache: npm links the commands of dependencies only.
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const link = 'node_modules/.bin/csg';

chmodSync('dist/src/main.js', 0o755);
// Where links need rights of their own (Windows), npx finds the command by the `bin` of package.json, only slower.
if (process.platform !== 'win32' && existsSync('node_modules')) {
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync(link, { force: true });
  symlinkSync('../../dist/src/main.js', link);
}
