// Bundles the map page into dist/web/map: script, style sheets, MapLibre's worker, each also packed. Nothing comes from
// elsewhere.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const mapLibre = dirname(require.resolve('maplibre-gl/package.json'));
const out = 'dist/web/map';

mkdirSync(out, { recursive: true });
await build({
  entryPoints: ['web/map/main.tsx'],
  outfile: `${out}/main.js`,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  tsconfig: 'web/map/tsconfig.json',
  legalComments: 'linked',
  logLevel: 'warning',
});
for (const name of ['index.html', 'style.css']) copyFileSync(`web/map/${name}`, `${out}/${name}`);
for (const name of ['maplibre-gl-worker.mjs', 'maplibre-gl.css'])
  copyFileSync(`${mapLibre}/dist/${name}`, `${out}/${name}`);

// Packed here once, not for each request. Quality 9 costs half a second; 11 would cost six for a tenth less.
const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
for (const name of ['main.js', 'style.css', 'maplibre-gl-worker.mjs', 'maplibre-gl.css']) {
  const content = readFileSync(`${out}/${name}`);
  writeFileSync(`${out}/${name}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${out}/${name}.gz`, gzipSync(content, { level: 9 }));
}
