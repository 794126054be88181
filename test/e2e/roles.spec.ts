import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { opening } from './lines.js';
import { startServer, type Server } from './server.js';

describe('an api and a projector of their own', () => {
  let folder: string;
  let api: Server;
  let projector: Server;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'habeas-roles-'));
    const stores = {
      HABEAS_EVENT_STORE: `sqlite:${join(folder, 'log.db')}`,
      HABEAS_READ_MODELS: `sqlite:${join(folder, 'views.db')}`,
    };
    projector = await startServer({ ...stores, HABEAS_ROLE: 'projector' });
    api = await startServer({ ...stores, HABEAS_ROLE: 'api' });
  });
  afterAll(async () => {
    await api.close();
    await projector.close();
    rmSync(folder, { recursive: true });
  });

  it('answer together what one process answers: the one stores it, the other projects it, the first reads it', async () => {
    const logged = await api.post('/cases', opening('TST-01'));
    expect(logged.statusCode).toBe(201);
    const position = String(logged.json()['position']);
    const found = await api.get(`/cases/TST-01?after=${position}`);
    expect([found.statusCode, found.json().reference]).toEqual([200, 'TST-01']);
  });

  it('the projector tells how it is, and nothing of the record', async () => {
    expect((await projector.get('/health/ready')).statusCode).toBe(200);
    expect((await projector.get('/metrics')).statusCode).toBe(200);
    expect((await projector.get('/cases')).statusCode).toBe(404);
  });
});
