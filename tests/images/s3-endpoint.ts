import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'

/**
 * What S3 does with a pre-signed PUT, written from AWS's description of Signature Version 4 alone: it signs the request
 * that has come in, with the secret that belongs to the key, and compares. Requests with a good signature are stored.
 */
export async function startS3Endpoint(credentials: { accessKeyId: string; secretAccessKey: string; region: string }) {
  const objects = new Map<string, { type: string | undefined; bytes: number }>()
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const { pathname, host } = parsed(request)
    const fault = faultOf(request, credentials)
    if (fault === null) objects.set(`${host}${pathname}`, { type: request.headers['content-type'], bytes: body.length })
    response.statusCode = fault === null ? 200 : 403
    response.end(fault ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    host: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    objects,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const parsed = (request: IncomingMessage) => new URL(`http://${request.headers.host}${request.url}`)
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const hex = (text: string) => createHash('sha256').update(text).digest('hex')
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Why the request is refused, in S3's words; null where it is taken. */
function faultOf(
  request: IncomingMessage,
  { accessKeyId, secretAccessKey, region }: { accessKeyId: string; secretAccessKey: string; region: string },
): string | null {
  const url = parsed(request)
  const query = Object.fromEntries(url.searchParams)
  const date = query['X-Amz-Date'] ?? ''
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`
  if (query['X-Amz-Algorithm'] !== 'AWS4-HMAC-SHA256') return 'AuthorizationQueryParametersError'
  if (query['X-Amz-Credential'] !== `${accessKeyId}/${scope}`) return 'InvalidAccessKeyId'
  const since = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  const seconds = (Date.now() - since) / 1_000
  if (!(seconds >= -60 && seconds <= Number(query['X-Amz-Expires']))) return 'AccessDenied: Request has expired'

  const names = (query['X-Amz-SignedHeaders'] ?? '').split(';')
  if (!names.includes('host')) return 'AccessDenied: host is not signed'
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encoded(decodeURIComponent(part)))
      .join('/'),
    [...url.searchParams]
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', date, scope, hex(canonical)].join('\n')
  const parts = [date.slice(0, 8), region, 's3', 'aws4_request']
  const key = parts.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`)
  return hmac(key, toSign).toString('hex') === query['X-Amz-Signature'] ? null : 'SignatureDoesNotMatch'
}
