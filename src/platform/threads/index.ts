export { closeCompute, compute, type Requester } from './pool';
