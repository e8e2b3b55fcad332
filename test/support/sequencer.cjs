const { default: Sequencer } = require('@jest/test-sequencer');
const { pragmasOf } = require('./pragmas.cjs');

/**
 * Begins with the files that call themselves long: begun last, one of them would leave all other processors idle. The
 * others, and the long ones among themselves, come in Jest's order: failed before, then longest before, then largest.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (pragmasOf(path).isLong ? 0 : 1);
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
