// tsc leaves .sql files behind: copy each beside the compiled module that loads it.
import { cpSync } from 'node:fs';

cpSync('src', 'dist/src', {
  recursive: true,
  filter: (path) => !path.includes('.') || path.endsWith('.sql'),
});
