import { closeCompute } from '../../src/platform/threads';

// Each test file loads the product anew, with a pool of threads of its own. Left running, they pile up in Jest's workers and
// keep them from exiting.
afterAll(closeCompute);
