export { buildApiSchema } from './schema';
