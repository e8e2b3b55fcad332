import { closeCompute } from '../../src/platform/threads';

// Each test file loads the product again, with a pool of threads of its own; left running, the pools keep Jest's
// workers from exiting.
afterAll(closeCompute);
