// The walls of the house (ARCHITECTURE.md). Each rule has a fixture that breaks it, in test/architecture/fixtures, and a test that sees it reported.
const ALLOWED_IN_DOMAIN = 'class-validator|class-transformer|edtf|canonicalize|i18n-iso-countries';

/** @param {string} root where libs/ and apps/ stand: the repository, or a fixture of it */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '(libs|apps)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment:
        'No framework, database, I/O or RxJS in the rules; node:crypto only hashes. The catalogue of views lists its own folder.',
      severity: 'error',
      from: { path: 'libs/domain/src/', pathNot: ['\\.spec\\.ts$', 'libs/domain/src/views/catalogue\\.ts$'] },
      to: { pathNot: ['libs/domain/src/', `node_modules/(${ALLOWED_IN_DOMAIN})/`, '^(node:)?crypto$'] },
    },
    { name: 'no-lib-to-app', severity: 'error', from: { path: 'libs/' }, to: { path: 'apps/' } },
    {
      name: 'no-app-to-app',
      severity: 'error',
      from: { path: 'apps/([^/]+)/' },
      to: { path: 'apps/', pathNot: 'apps/$1/' },
    },
    {
      name: 'event-store-only-looks-left',
      severity: 'error',
      from: { path: 'libs/event-store/src/' },
      to: { path: 'libs/(read-models|reports)/' },
    },
    {
      name: 'reports-know-no-store',
      comment:
        'Reports are made of what a reader answers: of the event log they know types alone, of rows and databases nothing.',
      severity: 'error',
      from: { path: 'libs/reports/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['libs/read-models/', 'node_modules/(better-sqlite3|pg|typeorm)/'] },
    },
    {
      name: 'reports-know-the-log-by-type',
      severity: 'error',
      from: { path: 'libs/reports/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: 'libs/event-store/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-below-reports-imports-them',
      severity: 'error',
      from: { path: 'libs/(event-store|read-models)/src/' },
      to: { path: 'libs/reports/' },
    },
    {
      name: 'no-deep-import',
      comment: 'A lib is entered by its index.ts.',
      severity: 'error',
      from: { path: '(libs|apps)/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: 'libs/[^/]+/src/', pathNot: ['libs/[^/]+/src/index\\.ts$', '$1/$2/'] },
    },
    {
      name: 'typeorm-only-in-read-models',
      severity: 'error',
      from: { path: '(libs|apps)/', pathNot: 'libs/read-models/' },
      to: { path: 'node_modules/typeorm/' },
    },
    {
      name: 'rxjs-only-in-subscription-and-runner',
      severity: 'error',
      from: { path: '(libs|apps)/', pathNot: ['libs/event-store/', 'libs/read-models/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/rxjs/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      mainFields: ['main'],
    },
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
