import * as z from 'zod'
import { problems } from '../../shared/platform/http/problem-codes.ts'
import { assetPath } from './assets.ts'
import document from './openapi.json' with { type: 'json' }
import { requestExample } from './request-example.ts'

const Schema = z.looseObject({
  $ref: z.string().optional(),
  description: z.string().optional(),
  example: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
})
const Content = z.record(z.string(), z.object({ schema: Schema }))
const ResponseBody = z.object({
  description: z.string(),
  content: Content.optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
})
type ResponseBody = z.output<typeof ResponseBody>
const Reference = z.object({ $ref: z.string().startsWith('#/components/responses/') })
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: Schema }))
    .default([]),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.union([Reference, ResponseBody])),
})
type Operation = z.output<typeof Operation>
const Document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()).default({}),
    responses: z.record(z.string(), ResponseBody).default({}),
  }),
})

const CACHE_SECONDS = 300
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const text = (raw: string) => raw.replaceAll(/[&<>"]/g, (char) => entities[char] ?? char)
/** Converts the backticks of descriptions to code elements. */
const prose = (raw: string) => text(raw).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
const json = (value: unknown) => text(JSON.stringify(value, null, 2))

let page: string | undefined

/** The API documentation as one page without scripts, rendered from the OpenAPI document. */
export async function docsPage(): Promise<Response> {
  page ??= render(Document.parse(document), await assetPath('docs.css'))
  return new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'cache-control': `public, max-age=${CACHE_SECONDS}`,
    },
  })
}

function render({ info, tags, paths, components }: z.output<typeof Document>, stylesheet: string): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const areas = tags.map(({ name, description }) => ({
    name,
    description,
    entries: operations.filter((entry) => entry.operation.tags[0] === name),
  }))
  const navigation = areas.map(
    ({ name, entries }) =>
      `<li><b>${text(name)}</b><ul>${entries
        .map(({ operation }) => `<li><a href="#${operation.operationId}">${text(operation.summary)}</a></li>`)
        .join('')}</ul></li>`,
  )
  const sections = areas.map(
    ({ name, description, entries }) =>
      `<h2>${text(name)}</h2><p>${text(description)}</p>${entries
        .map((entry) => renderOperation(entry, components.responses))
        .join('')}`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(info.title)} API</title>
<link rel="stylesheet" href="${stylesheet}">
<header><h1>${text(info.title)} <small>API ${text(info.version)}</small></h1><p>${prose(info.description)}</p>
<p><a href="/openapi.json">openapi.json</a> · <a href="/health/">health</a></p>
<p>The examples need a shell with the shop's address, <code>LARDER=http://localhost:8000</code>, and where they say so
<code>TOKEN</code>, the <code>accessToken</code> of <a href="#login">a sign-in</a>.</p></header>
<nav><ul>${navigation.join('')}<li><a href="#shapes"><b>Shapes</b></a></li><li><a href="#problems"><b>Problems</b></a></li></ul></nav>
<main>${sections.join('')}${renderShapes(components.schemas)}${renderProblems()}</main></html>`
}

interface Entry {
  path: string
  method: string
  operation: Operation
}

function renderOperation({ path, method, operation }: Entry, shared: Record<string, ResponseBody>): string {
  const parameters = operation.parameters.map(
    (parameter) =>
      `<tr><td><code>${text(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ', required' : ''}</td>
       <td>${prose(parameter.schema.description ?? '')} ${limitsOf(parameter.schema)}</td></tr>`,
  )
  const body = operation.requestBody?.content['application/json']?.schema
  const schemes = operation.security.flatMap((scheme) => Object.keys(scheme))
  const example = requestExample({
    ...{ path, method, parameters: operation.parameters, body: body?.example },
    token: schemes.includes('cron') ? 'cron' : schemes.includes('account') ? 'account' : undefined,
    tokenRequired:
      operation.security.length > 0 && operation.security.every((scheme) => Object.keys(scheme).length > 0),
  })
  return `<section id="${operation.operationId}"><h3><span class="method ${method}">${method.toUpperCase()}</span>
<code>${text(path)}</code></h3><p>${prose(operation.summary)}.</p>
${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}
<pre>${text(example)}</pre>
${body === undefined ? '' : `<details><summary>Body</summary><pre>${json(body)}</pre></details>`}
<table>${Object.entries(operation.responses)
    .map(([status, response]) => renderResponse(status, response, shared))
    .join('')}</table></section>`
}

function renderResponse(
  status: string,
  response: Operation['responses'][string],
  shared: Record<string, ResponseBody>,
): string {
  const described = '$ref' in response ? shared[response.$ref.split('/').at(-1) ?? ''] : response
  const { description = '', content, headers = {} } = described ?? {}
  const names = Object.keys(headers).filter((name) => name !== 'X-Request-Id')
  const sent = names.length === 0 ? '' : ` Headers: ${names.map((name) => `<code>${text(name)}</code>`).join(', ')}.`
  return `<tr><td class="s${status.charAt(0)}">${status}</td><td>${shapeOf(content)}</td>
       <td>${linkCodes(prose(description))}${sent}</td></tr>`
}

function limitsOf(schema: z.output<typeof Schema>): string {
  const parts = [
    ...(schema.enum === undefined ? [] : [schema.enum.join(' | ')]),
    ...(schema.minimum === undefined ? [] : [`${schema.minimum} to ${schema.maximum}`]),
    ...(schema.default === undefined ? [] : [`default ${String(schema.default)}`]),
  ]
  return parts.map((part) => `<code>${text(part)}</code>`).join(', ')
}

function shapeOf(content: z.output<typeof Content> | undefined): string {
  const [mediaType, body] = Object.entries(content ?? {})[0] ?? []
  if (mediaType === undefined || body === undefined) return ''
  const name = body.schema.$ref?.split('/').at(-1)
  return name === undefined ? text(mediaType) : `<a href="#shape-${name}">${text(name)}</a>`
}

const linkCodes = (html: string) =>
  html.replaceAll(/<code>([a-z]+(?:_[a-z]+)+)<\/code>/g, '<a href="#problem-$1"><code>$1</code></a>')

function renderShapes(schemas: Record<string, unknown>): string {
  const shapes = Object.entries(schemas).map(
    ([name, schema]) =>
      `<details id="shape-${name}"><summary>${text(name)}</summary><pre>${json(schema)}</pre></details>`,
  )
  return `<h2 id="shapes">Shapes</h2>${shapes.join('')}`
}

function renderProblems(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, detail }]) =>
      `<tr id="problem-${code}"><td><code>${code}</code></td><td>${status}</td><td>${text(detail)}</td></tr>`,
  )
  return `<h2 id="problems">Problems</h2><table>${rows.join('')}</table>`
}
