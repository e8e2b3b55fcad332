const { default: Sequencer } = require('@jest/test-sequencer');

/** Files that take longest, the longest first: begun last, one of them would leave all other processors idle. */
const LONGEST = [
  'main',
  'cli/commands',
  'ingest/loading',
  'platform/backup/backup',
  'analytics/assessment/strategic-assessment',
  'faults/killed',
  'access/disclosure',
  'api/doors/exports',
  'api/doors/ogc',
  'api/doors/tiles',
  'web/map/page',
  'web/report/report',
  'domain/areas/county',
  'analytics/hotspots/clusters',
  'ingest/damage',
  'analytics/trends/demonstration',
  'analytics/hotspots/demonstration',
  'faults/full-disk',
  'platform/database/crash',
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
