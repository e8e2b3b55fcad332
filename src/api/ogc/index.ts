export { featuresOf, LAYERS, nameOf, partnershipIn, Versions } from './layers';
export { serveOgc } from './routes';
