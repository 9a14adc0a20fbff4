import { expect, test } from 'vitest'
import { postWebhook } from '../../shared/webhooks/post-node.ts'
import { isPublicAddress, webhookUrlError } from '../../shared/webhooks/webhook-url.ts'

test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
)

test.each([
  ...['0.0.0.0', '10.1.2.3', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1'],
  ...['::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1', '2001::1'],
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

test.each(['https://erp.example/hook', 'https://erp.example:8443/', 'https://8.8.8.8/'])('%s is allowed', (url) =>
  expect(webhookUrlError(url, false)).toBeUndefined(),
)

test.each([
  ...[
    'http://erp.example/',
    'ftp://erp.example/',
    'nonsense',
    'https://localhost/',
    'https://db/',
    'https://a.internal/',
  ],
  ...['https://127.0.0.1/', 'https://127.1/', 'https://0x7f000001/', 'https://2130706433/', 'https://[::1]/'],
  ...['https://[::ffff:10.0.0.1]/', 'https://user:pass@erp.example/', 'https://LOCALHOST./', 'http://127.0.0.1/'],
])('%s is not allowed', (url) => expect(webhookUrlError(url, false)).toMatch(/^must /))

test('in development this machine is allowed, and no other private address', () => {
  expect(webhookUrlError('http://127.0.0.1:3000/', true)).toBeUndefined()
  expect(webhookUrlError('http://10.0.0.1/', true)).toMatch(/^must /)
})

test('a name that resolves to this machine is refused at connection time', async () => {
  const request = { url: 'https://localhost:9/', headers: {}, body: '{}', development: false }
  await expect(postWebhook(request, new AbortController().signal)).rejects.toThrow('is not public')
})
