import type { Operations } from './operation.js';
import { anyObject, enumOf, ref, shape, text } from './schema.js';

const page = (mediaType: string, about: string) => ({ 200: { about, mediaType, schema: text } });

export const serverOperations: Operations = {
  'GET /health/live': {
    id: 'live',
    tag: 'The server',
    summary: 'Whether the process answers',
    answers: { 200: { about: 'It does.', schema: shape({ status: enumOf(['live']) }) } },
    problems: [],
  },
  'GET /health/ready': {
    id: 'ready',
    tag: 'The server',
    summary: 'Whether the rows have seen every event: lag, completeness, quarantine',
    answers: { 200: { about: 'They have.', schema: ref('Readiness') } },
    problems: ['not-ready'],
  },
  'GET /metrics': {
    id: 'metrics',
    tag: 'The server',
    summary: 'Figures for Prometheus',
    answers: page('text/plain', 'In the text format of Prometheus.'),
    problems: [],
  },
  'GET /openapi.json': {
    id: 'openapi',
    tag: 'The server',
    summary: 'This document',
    answers: { 200: { about: 'OpenAPI 3.1.', schema: anyObject } },
    problems: [],
  },
  'GET /docs': {
    id: 'docs',
    tag: 'The server',
    summary: 'A page to try it',
    answers: page('text/html', 'The page.'),
    problems: [],
  },
  'GET /docs/:asset': {
    id: 'docsAsset',
    tag: 'The server',
    summary: 'What that page loads',
    answers: { 200: { about: 'A script, a style sheet or an icon.', mediaType: '*/*', schema: text } },
    problems: ['no-such-route'],
  },
};
