// Jest's filter of test files for CI, which runs the tests on both back ends: what finds the same on either runs on the
// server alone, where it takes a third of the time.
const { backendOfRun, pragmasOf } = require('./pragmas.cjs');

const here = backendOfRun === 'server' ? ['server', 'either', 'both'] : ['embedded', 'both'];

module.exports = (paths) => ({ filtered: paths.filter((path) => here.includes(pragmasOf(path).backend)) });
