export { type Doors, type House, runOperation } from './doors';
export { type EditorStart, editorLink } from './editor';
export { createLogger } from './log';
export { createServer, type ServerParts } from './server';
