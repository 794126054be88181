import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue } from '#domain';
import { OPENAPI_DOCUMENT } from '../../apps/api/src/openapi/served.js';
import { opening, scenarios, vouchedFor } from './lines.js';
import { startServer, type Server } from './server.js';

interface Documented {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          { responses: Readonly<Record<string, { content: Readonly<Record<string, { schema: object }>> }>> }
        >
      >
    >
  >;
  readonly components: object;
}
const document = OPENAPI_DOCUMENT as unknown as Documented;

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'openapi', components: document.components });
const validator = (schema: object) =>
  ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')) as object);

let server: Server;
beforeAll(async () => {
  server = await startServer();
  await server.logAll(scenarios());
  await server.caughtUp();
});
afterAll(() => server.close());

describe('the OpenAPI document', () => {
  it('documents every route that there is, and none that there is not', () => {
    const live = server.routes
      .filter(({ method }) => method !== 'HEAD')
      .map(({ method, url }) => `${method} ${url.replace(/:([A-Za-z]+)/g, '{$1}')}`);
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(told.sort()).toEqual(live.sort());
  });

  it('refers to nothing that it does not hold, and holds nothing that nobody refers to', () => {
    const text = JSON.stringify(document);
    const used = new Set(
      [...text.matchAll(/"#\/components\/(\w+)\/([\w.-]+)"/g)].map(([, kind, name]) => `${kind!}/${name!}`),
    );
    const held = Object.entries(document.components).flatMap(([kind, all]) =>
      Object.keys(all as object).map((name) => `${kind}/${name}`),
    );
    expect([...used].sort()).toEqual(held.sort());
  });

  it('takes the example of every event type, and nothing that has another fact', () => {
    for (const { type, example, needsTarget } of catalogue()) {
      const path = type === 'CaseOpened' ? '/cases' : '/cases/{reference}/developments';
      const body = {
        ...(type === 'CaseOpened' && { case: 'KHM-60' }),
        type,
        occurredOn: '2018-09-10',
        facts: example,
        ...vouchedFor,
        ...(needsTarget && { target: 'a' }),
      };
      const post = document.paths[path]!['post'] as unknown as {
        requestBody: { content: Record<string, { schema: object }> };
      };
      const validate = bodyValidator(path, post.requestBody.content['application/json']!.schema);
      expect([type, validate(body), validate.errors?.[0]?.message]).toEqual([type, true, undefined]);
      expect([type, validate({ ...body, facts: { ...example, nothingOfTheKind: 1 } })]).toEqual([type, false]);
    }
  });
});

const validators = new Map<string, ReturnType<typeof validator>>();
function bodyValidator(path: string, schema: object) {
  const known = validators.get(path) ?? validator(schema);
  validators.set(path, known);
  return known;
}

/** The route as documented, and addresses of it in the scenarios' record. */
const ASKED: readonly (readonly [route: string, urls: readonly string[]])[] = [
  ['/cases', ['/cases', '/cases?limit=1', '/cases?q=COLL', '/cases?kind=none', '/cases?nothing=1']],
  [
    '/cases/{reference}',
    [
      '/cases/TST-01',
      '/cases/TST-COLL-01?asOf=2021-01-01',
      '/cases/TST-COLL-02',
      '/cases/NIX',
      '/cases/TST-01?before=nothing',
    ],
  ],
  [
    '/cases/{reference}/developments',
    [
      '/cases/TST-01/developments',
      '/cases/TST-COLL-02/developments?type=VerdictDelivered',
      '/cases/NIX/developments',
      '/cases/TST-01/developments?from=2020',
    ],
  ],
  [
    '/cases/{reference}/sheet',
    [
      '/cases/TST-COLL-01/sheet?asOf=2021-01-01',
      '/cases/TST-01/sheet?format=html&lang=fr',
      '/cases/TST-01/sheet?format=docx',
      '/cases/TST-01/sheet?format=pdf',
      '/cases/TST-01/sheet?format=md&lens=court',
      '/cases/TST-01/sheet?format=odt',
      '/cases/NIX/sheet',
    ],
  ],
  ['/reports/issued', ['/reports/issued', '/reports/issued?limit=1', '/reports/issued?cursor=nix']],
  ['/reports/issued/{digest}', ['/reports/issued/nix']],
  ['/parliamentarians/{reference}', ['/parliamentarians/TST-01', '/parliamentarians/NIX']],
  [
    '/parliamentarians/{reference}/status',
    [
      '/parliamentarians/TST-01/status?view=custody',
      '/parliamentarians/TST-COLL-01/status',
      '/parliamentarians/TST-01/status?lens=mine',
    ],
  ],
  [
    '/board',
    [
      '/board?view=custody',
      '/board?view=sentences&lens=court',
      '/board?view=politicalBan&value=banned&asOf=2021-01-01&country=IS&limit=1',
      '/board',
      '/board?view=custody&case=TST-COLL-01',
    ],
  ],
  ['/parties/{name}/status', ['/parties/Nobody/status']],
  ['/changes', ['/changes?fromAsOf=2018-01-01&toAsOf=2019-06-01', '/changes?case=TST-01&fromKnownAt=2016-01-01']],
  [
    '/reports/changes',
    [
      '/reports/changes?fromAsOf=2018-01-01&toAsOf=2021-06-01&fromKnownAt=2018-01-01',
      '/reports/changes?case=TST-COLL-01',
      '/reports/changes?case=TST-COLL-01&fromAsOf=2018-01-01&fromKnownAt=2018-01-01&lang=fr',
      '/reports/changes?lang=de',
      '/reports/changes?case=NIX',
      '/reports/changes?toAsOf=never',
    ],
  ],
  [
    '/reports/statistics',
    [
      '/reports/statistics?asOf=2021-01-01&by=country',
      '/reports/statistics?year=2020&by=violation&suppressBelow=3',
      '/reports/statistics?year=2020&open=detained',
      '/reports/statistics?year=2020&by=side&lang=fr',
      '/reports/statistics?year=2020&lang=de',
      '/reports/statistics?year=2020&open=detained/nobody',
      '/reports/statistics?year=2020&asOf=2020-01-01',
      '/reports/statistics?year=2020&knownAt=2019-01-01',
      '/reports/statistics?year=20&suppressBelow=1&by=shoe',
    ],
  ],
  [
    '/reports/follow-up',
    [
      '/reports/follow-up?asOf=2021-06-01',
      '/reports/follow-up?asOf=2021-06-01&lang=fr',
      '/reports/follow-up?lang=de',
      '/reports/follow-up?case=NIX',
      '/reports/follow-up?country=IS1',
    ],
  ],
  [
    '/reports/follow-up.ics',
    [
      '/reports/follow-up.ics?asOf=2021-06-01&lang=fr',
      '/reports/follow-up.ics?asOf=soon',
      '/reports/follow-up.ics?lang=de',
    ],
  ],
  ...['csv', 'xlsx'].map((kind): readonly [string, readonly string[]] => [
    `/reports/board.${kind}`,
    [
      `/reports/board.${kind}?view=custody&lang=fr`,
      `/reports/board.${kind}?view=custody&lang=de`,
      `/reports/board.${kind}`,
      `/reports/board.${kind}?view=custody&case=NIX`,
    ],
  ]),
  ...['csv', 'xlsx'].map((kind): readonly [string, readonly string[]] => [
    `/reports/timeline.${kind}`,
    [
      `/reports/timeline.${kind}?person=TST-01&lang=fr`,
      `/reports/timeline.${kind}?case=TST-COLL-01`,
      `/reports/timeline.${kind}`,
      `/reports/timeline.${kind}?case=NIX`,
      `/reports/timeline.${kind}?person=NIX`,
      `/reports/timeline.${kind}?person=TST-01&case=TST-01`,
    ],
  ]),
  ...['csv', 'xlsx'].map((kind): readonly [string, readonly string[]] => [
    `/reports/statistics.${kind}`,
    [
      `/reports/statistics.${kind}?year=2020&by=country&lang=fr`,
      `/reports/statistics.${kind}?year=2020&open=persons`,
      `/reports/statistics.${kind}?year=2020&open=nothing`,
    ],
  ]),
  ...['csv', 'xlsx'].map((kind): readonly [string, readonly string[]] => [
    `/reports/follow-up.${kind}`,
    [`/reports/follow-up.${kind}?asOf=2020-01-01&lang=fr`, `/reports/follow-up.${kind}?bom=yes`],
  ]),
  ['/feed', ['/feed?after=nothing', '/feed?after=1~never', '/feed?asOf=2020-01-01']],
  [
    '/reports/timeline.svg',
    [
      '/reports/timeline.svg?person=TST-01',
      '/reports/timeline.svg?case=TST-COLL-01&view=exile',
      '/reports/timeline.svg',
      '/reports/timeline.svg?person=NIX',
      '/reports/timeline.svg?person=TST-01&view=exile',
    ],
  ],
  [
    '/reports/provenance',
    ['/reports/provenance?case=TST-COLL-01', '/reports/provenance', '/reports/provenance?case=NIX'],
  ],
  ['/event-types', ['/event-types', '/event-types?x=1']],
  ['/health/live', ['/health/live']],
  ['/health/ready', ['/health/ready']],
  ['/openapi.json', ['/openapi.json']],
  ['/metrics', ['/metrics']],
  ['/docs', ['/docs']],
  ['/docs/{asset}', ['/docs/start.js', '/docs/favicon-32x32.png', '/docs/nix']],
];

describe('what is answered is what is documented', () => {
  it.each(ASKED)('%s', async (route, urls) => {
    for (const url of urls) await conforms('get', route, url, await server.get(url));
  });

  it.each(['changes', 'statistics', 'follow-up', 'follow-up.ics', 'follow-up.csv', 'timeline.xlsx', 'timeline.svg'])(
    '%s takes a language, and refuses one that it has no words for by the name of the parameter',
    async (report) => {
      const answer = await server.get(`/reports/${report}?lang=de`);
      const { errors } = answer.json() as { errors: unknown };
      expect([answer.statusCode, errors]).toEqual([400, [{ path: 'lang', message: 'must be one of en, fr' }]]);
    },
  );

  it('a report in French is told in French', async () => {
    const { figures } = (await server.get('/reports/statistics?year=2020&lang=fr')).json() as {
      figures: { about: string }[];
    };
    expect(figures[0]!.about).toBe('Cas dont le Comité est saisi');
    const calendar = await server.get('/reports/follow-up.ics?asOf=2021-06-01&lang=fr');
    expect([calendar.headers['content-type'], calendar.headers['content-language']]).toEqual([
      'text/calendar; charset=utf-8',
      'fr',
    ]);
    expect(calendar.body).toContain('X-WR-CALNAME:Habeas\u00A0: suivi');
    const table = await server.get('/reports/timeline.csv?case=TST-COLL-01&lang=fr');
    expect(table.headers['content-language']).toBe('fr');
    expect(table.body).toContain(',CaseOpened,"Ouverture d’un cas collectif');
  });

  it('every status of everybody in the scenarios, on several days', async () => {
    const { cases } = (await server.get('/cases?kind=individual&limit=1000')).json() as {
      cases: { reference: string }[];
    };
    for (const { reference } of cases) {
      for (const asOf of ['2017-01-01', '2020-01-01', '2026-01-01']) {
        const url = `/parliamentarians/${reference}/status?asOf=${asOf}`;
        await conforms('get', '/parliamentarians/{reference}/status', url, await server.get(url));
      }
    }
    expect(cases.length).toBeGreaterThan(20);
  });

  it('what a writer is told', async () => {
    const post = async (route: string, url: string, body: unknown, headers = {}) =>
      conforms('post', route, url, await server.post(url, body, headers));
    expect(await post('/cases', '/cases', opening('NEW-01'))).toBe(201);
    expect(await post('/cases', '/cases', opening('NEW-01'))).toBe(200);
    expect(await post('/cases', '/cases', opening('NEW-01', { name: 'Other' }))).toBe(409);
    expect(await post('/cases', '/cases', { facts: 1 })).toBe(422);
    const developments = '/cases/{reference}/developments';
    const url = '/cases/NEW-01/developments';
    const arrested = { type: 'Arrested', occurredOn: '2016-01-01', ...vouchedFor };
    expect(await post(developments, url, arrested)).toBe(428);
    expect(await post(developments, url, arrested, { 'if-match': '"0"' })).toBe(201);
    expect(await post(developments, url, { ...arrested, occurredOn: '2016-01-02' }, { 'if-match': '"0"' })).toBe(412);
    expect(await post(developments, url, { ...arrested, facts: { nix: 1 } }, { 'if-match': '"1"' })).toBe(422);
    expect(await post(developments, url, '{', { 'if-match': '"1"' })).toBe(400);
    expect(await post(developments, '/cases/NIX/developments', arrested, { 'if-match': '"1"' })).toBe(404);
    expect(await post(developments, url, arrested, { 'content-type': 'text/plain' })).toBe(415);
  });
});

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

async function conforms(
  method: string,
  route: string,
  url: string,
  { statusCode, headers, body }: Answer,
): Promise<number> {
  const documented = document.paths[route]![method]!.responses[String(statusCode)];
  expect([url, statusCode, documented === undefined]).toEqual([url, statusCode, false]);
  const mediaType = String(headers['content-type']).split(';')[0]!;
  const { content } = documented!;
  expect(Object.keys(content)).toContainEqual('*/*' in content ? '*/*' : mediaType);
  if (!mediaType.endsWith('json')) return Promise.resolve(statusCode);
  const validate = bodyValidator(`${method} ${route} ${statusCode}`, content[mediaType]!.schema);
  validate(JSON.parse(body));
  expect([url, (validate.errors ?? []).slice(0, 3)]).toEqual([url, []]);
  return Promise.resolve(statusCode);
}
