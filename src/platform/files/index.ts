export { fileLabel, fileProblem } from './file-problem';
export { listSources } from './list-sources';
export { packageRoot } from './package-root';
export { type LineBlock, MAX_LINE_BYTES, openSource, type SourceFile } from './source-file';
