import { assetPath } from './assets.ts'

const CACHE_SECONDS = 300
const links = { docs: '/docs', openapi: '/openapi.json', health: '/health/', products: '/products' }
const index = { name: 'Larder', ...links }

/** Where to go from the root of the API: a page for browsers, JSON for programs. */
export async function indexPage(request: Request): Promise<Response> {
  const headers = { 'cache-control': `public, max-age=${CACHE_SECONDS}`, vary: 'accept' }
  if (!prefersHtml(request.headers.get('accept') ?? '')) return Response.json(index, { headers })
  const items = Object.entries(links).map(([name, path]) => `<li><a href="${path}">${name}</a></li>`)
  const page = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Larder API</title>
<link rel="stylesheet" href="${await assetPath('docs.css')}">
<header><h1>Larder <small>API</small></h1></header><main><ul>${items.join('')}</ul></main></html>`
  return new Response(page, {
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    },
  })
}

/** Browsers name HTML first; programs send JSON, a wildcard, or nothing. */
function prefersHtml(accept: string): boolean {
  const types = accept.split(',').map((type) => type.split(';')[0]?.trim().toLowerCase())
  const html = types.indexOf('text/html')
  const json = types.indexOf('application/json')
  return html !== -1 && (json === -1 || html < json)
}
