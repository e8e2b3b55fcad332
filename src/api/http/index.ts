export { type EditorStart, editorLink } from './editor';
export { explorerLink } from './explorer';
export { createLogger } from './log';
export { publicUrl } from './public-url';
export { createServer, type ServerParts } from './server';
export { type RoutePlugin, runOperation, type ServerContext } from './server-context';
