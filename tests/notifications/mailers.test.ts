import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { json } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { mailer } from '../../shared/notifications/open.ts'
import { mailer as mailerAtTheEdge } from '../../shared/notifications/open-edge.ts'
import { PermanentFailure } from '../../shared/outbox/message.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { smtpError, startMailServer } from '../support/smtp-server.ts'

const FROM = 'Larder <orders@shop.example>'
const open = (url: string) => mailer(getConfiguration({ MAIL_URL: url, MAIL_FROM: FROM }))
const mail = { to: 'a@example.com', subject: '訂單', text: '多謝', html: '<p>多謝</p>', key: 'ord_1.7' }
const never = new AbortController().signal

/** A fake of Resend's HTTP API with one configurable response. */
async function startResend() {
  const requests: { headers: Record<string, unknown>; body: unknown }[] = []
  const response = { status: 200, body: { id: 'sent' } as unknown }
  const server = createServer(async (request, outgoing) => {
    requests.push({
      headers: { ...request.headers, path: request.url, method: request.method },
      body: await json(request),
    })
    outgoing.writeHead(response.status, { 'content-type': 'application/json' }).end(JSON.stringify(response.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `resend+http://re_key@127.0.0.1:${port}`, requests, response }
}

describe('Resend', async () => {
  const resend = await startResend()
  const send = () => mailerAtTheEdge(getConfiguration({ MAIL_URL: resend.url, MAIL_FROM: FROM })).send(mail, never)

  test('gets the key as idempotency key, and the same Message-ID as over SMTP', async () => {
    await send()
    expect(resend.requests).toEqual([
      {
        headers: expect.objectContaining({
          ...{ path: '/emails', method: 'POST', authorization: 'Bearer re_key', 'idempotency-key': 'ord_1.7' },
        }),
        body: {
          ...{ from: FROM, to: ['a@example.com'], subject: '訂單', text: '多謝', html: '<p>多謝</p>' },
          headers: { 'Message-ID': '<ord_1.7@shop.example>' },
        },
      },
    ])
  })

  test.each([
    [422, 'validation_error', 'permanent'],
    [403, 'invalid_api_key', 'retry'],
    [429, 'rate_limit_exceeded', 'retry'],
    [500, 'internal_server_error', 'retry'],
    [409, 'concurrent_idempotent_requests', 'retry'],
    [409, 'invalid_idempotent_request', 'sent'],
  ])('response %i %s: %s', async (status, name, result) => {
    Object.assign(resend.response, { status, body: { statusCode: status, name, message: 'a@example.com is wrong' } })
    const error = await send().catch((thrown: unknown) => thrown)
    if (result === 'sent') return expect(error).toBeUndefined()
    expect(error).toMatchObject({ message: `Resend answered ${status} ${name}` })
    expect(error instanceof PermanentFailure).toBe(result === 'permanent')
  })

  test('a response without JSON: retry', async () => {
    Object.assign(resend.response, { status: 502, body: undefined })
    await expect(send()).rejects.toThrow('Resend answered 502')
  })
})

describe('SMTP', async () => {
  const server = await startMailServer()
  afterAll(() => server.stop())

  test.each([
    [550, 'permanent'],
    [452, 'retry'],
  ] as const)('a recipient with the SMTP response %i: %s', async (code, result) => {
    server.behaviour.refuse = (recipient) => smtpError(code, `<${recipient}> refused`)
    const error = await open(server.url)
      .send(mail, never)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ message: expect.stringContaining('<the recipient> refused') })
    expect(error instanceof PermanentFailure).toBe(result === 'permanent')
  })

  test('no server: retry', async () => {
    const error = await open('smtp://127.0.0.1:1')
      .send(mail, never)
      .catch((thrown: unknown) => thrown)
    expect([error instanceof Error, error instanceof PermanentFailure]).toEqual([true, false])
  })
})

test('files: one text and one HTML file for a mail; sending it again overwrites them', async () => {
  const folder = await mkdtemp(`${tmpdir()}/larder-mail-`)
  for (let count = 0; count < 2; count++) await open(`file:${folder}`).send(mail, never)
  expect((await readdir(folder)).sort()).toEqual(['ord_1.7.html', 'ord_1.7.txt'])
  expect(await readFile(`${folder}/ord_1.7.txt`, 'utf8')).toBe(
    `From: ${FROM}\nTo: a@example.com\nSubject: 訂單\nMessage-ID: <ord_1.7@shop.example>\n\n多謝`,
  )
})

describe('selection of the mailer', () => {
  const transport = (env: Record<string, string>, at = mailer) => at(getConfiguration(env)).transport
  const production = {
    ...{ DEBUG: 'False', SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa' },
    ...{
      JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd',
      DATABASE_URL: 'postgres://db.example/larder',
      REDIS_URL: 'memory:',
    },
    ...{ ALLOWED_HOSTS: 'shop.example', PAYMENT_PROVIDER: 'sandbox' },
  }

  test('in the container', () => {
    expect(transport({})).toBe('file')
    expect(transport(production)).toBe('none')
    expect(transport({ MAIL_URL: 'none:' })).toBe('none')
    expect(transport({ MAIL_URL: 'resend://re_key' })).toBe('resend')
    expect(transport({ MAIL_URL: 'smtps://user:secret@mail.example:465' })).toBe('smtp')
  })

  test('at the edge, without TCP and files', () => {
    expect(transport({}, mailerAtTheEdge)).toBe('none')
    expect(transport({ MAIL_URL: 'none:' }, mailerAtTheEdge)).toBe('none')
    expect(transport({ MAIL_URL: 'resend://re_key' }, mailerAtTheEdge)).toBe('resend')
    expect(() => transport({ MAIL_URL: 'smtp://mail.example' }, mailerAtTheEdge)).toThrow('At the edge MAIL_URL')
  })
})
