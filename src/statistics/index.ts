export { assignToClusters, type Clustering, dbscan, type WeightedPlaces } from './dbscan';
export { poissonETest } from './poisson';
