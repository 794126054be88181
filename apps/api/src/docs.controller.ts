import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OPENAPI_DOCUMENT } from './openapi/served.js';
import { Problem } from './problem.js';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Habeas: try it</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="page"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#page', deepLinking: true, validatorUrl: null, defaultModelsExpandDepth: 0 });\n`;

/** Out of the package swagger-ui-dist: nothing is loaded from elsewhere. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};
const ASSET_SECONDS = 3_600;

const packages = createRequire(import.meta.url);

/** The OpenAPI document, and a page to try it. */
@Controller()
export class DocsController {
  @Get('openapi.json')
  document() {
    return OPENAPI_DOCUMENT;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }

  @Get('docs/:asset')
  async asset(
    @Param('asset') asset: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | Buffer> {
    if (asset !== 'start.js' && !Object.hasOwn(ASSETS, asset)) throw new Problem('no-such-route');
    void reply.headers({
      'cache-control': `private, max-age=${ASSET_SECONDS}`,
      'content-type': ASSETS[asset] ?? 'text/javascript; charset=utf-8',
    });
    return asset === 'start.js' ? START : readFile(packages.resolve(`swagger-ui-dist/${asset}`));
  }
}
