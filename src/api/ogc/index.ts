export { answerName, featuresOf, LAYER_TITLES, partnershipIn } from './layers';
export { serveOgc } from './routes';
