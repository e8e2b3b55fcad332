const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take longest, the longest first: begun last, one of them would leave all other processors idle. */
const LONGEST = [
  'main',
  'commands/commands',
  'ingest/loading',
  'backup/backup',
  'assessment/strategic-assessment',
  'faults/killed',
  'access/disclosure',
  'doors/exports',
  'doors/ogc',
  'doors/tiles',
  'explorer/page',
  'report/report',
  'areas/county',
  'hotspots/clusters',
  'ingest/damage',
  'trends/demonstration',
  'hotspots/demonstration',
  'faults/full-disk',
  'database/crash',
].map((name) => `/test/${name}.test.ts`);

/** Begins with the files that take longest; the others come in the usual order. */
module.exports = class extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONGEST.findIndex((name) => path.endsWith(name));
      return found < 0 ? LONGEST.length : found;
    };
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
};
