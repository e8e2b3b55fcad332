export { type Doors, type House, runOperation } from './doors';
export { type EditorStart, editorLink } from './editor';
export { explorerLink } from './explorer';
export { createLogger } from './log';
export { createServer, type ServerParts } from './server';
