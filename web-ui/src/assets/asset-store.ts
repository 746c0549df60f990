import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

interface Asset {
  path: string;
  type: string;
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
}

const own = (file: string) => fileURLToPath(new URL(`../../../assets/${file}`, import.meta.url));
const htmx = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');

const files = {
  'tokens.css': own('tokens.css'),
  'cabinet.css': own('cabinet.css'),
  'signed-in.css': own('signed-in.css'),
  'chart.css': own('chart.css'),
  'predict.css': own('predict.css'),
  'job.css': own('job.css'),
  'cabinet.js': own('cabinet.js'),
  'live.js': own('live.js'),
  'predict.js': own('predict.js'),
  'chart.js': own('chart.js'),
  // The server's own, so that a browser writes numbers and times as the page does.
  'intl-formats.js': fileURLToPath(import.meta.resolve('@coincast/shared/chart/intl-formats')),
  'htmx.js': htmx,
  'icon.svg': own('icon.svg'),
} as const;
export type AssetName = keyof typeof files;

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * The files that pages load, in memory and compressed once. Their content is part of their address, so browsers may keep
 * them for ever and a new version is never mixed with an old page.
 */
export class AssetStore {
  private constructor(
    private readonly byName: Map<string, Asset>,
    private readonly byPath: Map<string, Asset>,
  ) {}

  private static loaded: Promise<AssetStore> | undefined;

  /** Read and compressed once a process. */
  static load(): Promise<AssetStore> {
    AssetStore.loaded ??= AssetStore.read();
    return AssetStore.loaded;
  }

  private static async read(): Promise<AssetStore> {
    const loaded = await Promise.all(
      Object.entries(files).map(async ([name, file]) => [name, await loadAsset(name, file)] as const),
    );
    return new AssetStore(new Map(loaded), new Map(loaded.map(([, asset]) => [asset.path, asset])));
  }

  /** `/assets/cabinet.0123456789ab.css` */
  pathOf(name: AssetName): string {
    const asset = this.byName.get(name);
    if (!asset) throw new Error(`No asset is called ${name}`);
    return asset.path;
  }

  /** Answers what is at an asset's address; leaves everything else to whoever comes next. */
  readonly serve: RequestHandler = (request, response, next) => {
    const asset = this.byPath.get(request.path);
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next();
      return;
    }
    const encoding = request.acceptsEncodings('br', 'gzip') || 'plain';
    const body = encoding === 'br' || encoding === 'gzip' ? asset[encoding] : asset.plain;
    response.set({
      'Content-Type': asset.type,
      'Content-Length': String(body.length),
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    });
    if (body !== asset.plain) response.set('Content-Encoding', encoding);
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

async function loadAsset(name: string, file: string): Promise<Asset> {
  const plain = await readFile(file);
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  const [stem = '', extension = ''] = name.split('.');
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(plain, { level: 9 }),
  ]);
  return {
    path: `/assets/${stem}.${hash}.${extension}`,
    type: types[extension] ?? 'application/octet-stream',
    plain,
    br,
    gzip: zipped,
  };
}
