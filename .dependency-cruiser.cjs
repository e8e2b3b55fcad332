// The rules of the house, see docs/architecture.md: which part may know which. `npm run boundaries` checks them.

/** The layers, lowest first: each may know those before it, and none that come after. */
const LAYERS = ['platform', 'access', 'domain', 'analytics', 'ingest', 'api', 'cli'];
/** A room is a folder of a layer; `access`, `ingest` and `cli` are one room each, `ingest/deliveries` another. */
const ROOM = '^(src/(?:(?:platform|domain|analytics|api)/[^/]+|access|ingest/deliveries|ingest|cli))/';
const FRONT_DOOR = '^src/(?:(?:platform|domain|analytics|api)/[^/]+|access|ingest/deliveries|ingest)/index[.]ts$';
/** The one module that a room's queries may reach past the front door for. */
const SQL_LOADER = '^src/platform/database/sql[.]ts$';
const QUERIES = '[.]queries[.]ts$';
const DATABASE = '^src/platform/database/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'sql-in-queries-only',
      comment: 'SQL is loaded by *.queries.ts alone, so that everything a room asks the database is in one file.',
      severity: 'error',
      from: { path: '^(src|seeds)/', pathNot: [DATABASE, QUERIES] },
      to: { path: SQL_LOADER },
    },
    {
      name: 'driver-in-database-only',
      comment: 'Only src/platform/database knows that there are two back ends, and what each makes of a type.',
      severity: 'error',
      from: { path: '^(src|seeds)/', pathNot: DATABASE },
      to: { path: 'node_modules/(pg|pg-[^/]+|@electric-sql/[^/]+|postgres)/' },
    },
    {
      name: 'typeorm-in-entities-only',
      comment: 'Entities take decorators from TypeORM; everyone else goes through a Session.',
      severity: 'error',
      from: { path: '^(src|seeds)/', pathNot: [DATABASE, '[.]entity[.]ts$'] },
      to: { path: 'node_modules/typeorm/' },
    },
    {
      name: 'migrations-type-typeorm-only',
      comment: 'A migration is given its connection; it opens none.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: 'node_modules/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'wkx-in-wkb-only',
      comment: 'wkx is unmaintained: one file uses it, on our own bytes, so that it can be replaced.',
      severity: 'error',
      from: { path: '^(src|seeds)/', pathNot: '^src/platform/geo/wkb[.]ts$' },
      to: { path: 'node_modules/wkx/' },
    },
    {
      name: 'statistics-is-pure',
      comment: 'Statistics are functions of their arguments: nothing of ours, no package, no I/O.',
      severity: 'error',
      from: { path: '^src/platform/statistics/' },
      to: { pathNot: '^src/platform/statistics/' },
    },
    {
      name: 'rooms-through-the-front-door',
      comment: 'A room shows what others may use in its index.ts; the rest is free to change.',
      severity: 'error',
      from: { path: ROOM },
      to: { path: ROOM, pathNot: ['^$1/', FRONT_DOOR, SQL_LOADER] },
    },
    {
      name: 'front-door-from-outside',
      comment: 'The same for what lies outside all rooms: app.ts, entities.ts, seeds and migrations.',
      severity: 'error',
      // The command line is a set of programs rather than a room: main.ts lists them.
      from: { path: '^(src/[^/]+[.]ts$|seeds/|migrations/)' },
      to: { path: ROOM, pathNot: [FRONT_DOOR, '^src/cli/'] },
    },
    ...LAYERS.map((layer, height) => ({
      name: `${layer}-knows-no-higher-layer`,
      comment: `The layers from the lowest to the highest: ${LAYERS.join(', ')}. Arrows run down.`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      // The command line starts the product, so it alone knows the composition root and what lies beside src/.
      to:
        layer === 'cli'
          ? { path: '^(src/main[.]ts|test/|bench/|fuzz/)' }
          : { path: [...LAYERS.slice(height + 1).map((above) => `^src/${above}/`), '^src/[^/]+[.]ts$', '^(seeds/.*[.]ts$|web/|migrations/)'] },
    })),
    {
      name: 'demonstration-by-its-command-only',
      comment: 'The demonstration is data like that of any partnership: the product must run without it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/demonstration[.]ts$' },
      to: { path: '^seeds/demonstration/' },
    },
    {
      name: 'web-knows-only-the-schema',
      comment: 'The map page and the report are clients of the API: they ask it as any other program does.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|seeds|migrations)/' },
    },
    {
      name: 'figures-know-no-client',
      comment: 'The map page and the report share web/figures and the types of the schema, and nothing else.',
      severity: 'error',
      from: { path: '^web/([^/]+)/' },
      to: { path: '^web/', pathNot: '^web/($1|figures|schema)/' },
    },
    {
      name: 'web-through-the-report',
      comment: 'The command line loads the report by its index; the map page is a bundle of its own.',
      severity: 'error',
      from: { path: '^(src|seeds|migrations)/' },
      to: { path: '^web/', pathNot: '^web/report/index[.]ts$' },
    },
    {
      name: 'no-cycles-of-folders',
      comment: 'Folders that need each other can only be understood together.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycles',
      comment: 'Whatever is in a cycle can be understood, tested and loaded only as a whole.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-test-in-product',
      comment: 'The product must run without its tests and benchmarks.',
      severity: 'error',
      from: { path: '^(src|seeds|migrations|web)/' },
      to: { path: '^(test|bench|fuzz)/' },
    },
    {
      name: 'no-dev-dependency',
      comment: 'An installation has no devDependencies. The map page is bundled by the build, so it may use them.',
      severity: 'error',
      from: { path: '^(src|seeds|migrations|web/(figures|report|schema))/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'A module that the tool cannot find is one whose rules it cannot check.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types couple rooms as much as values do.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
