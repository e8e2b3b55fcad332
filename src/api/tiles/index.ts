export { serveTiles } from './routes';
