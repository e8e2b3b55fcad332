export { answerName, featuresOf, partnershipIn } from './layers';
export { serveOgc } from './routes';
