export { type ExportDefinition, Exported, exportsOf } from './exported';
