export { type Connection, connectionOf, connectionType, PageInfo } from './connection.type';
export { checkFirst, decodeCursor, encodeCursor } from './cursor';
