export { packageRoot } from './package-root';
export {
  fileLabel,
  fileProblem,
  type LineBlock,
  LONGEST_LINE,
  listSources,
  openSource,
  type SourceFile,
} from './source-file';
