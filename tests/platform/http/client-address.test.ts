import { describe, expect, test } from 'vitest'
import { clientAddress } from '../../../shared/platform/http/client-address.ts'

const from = (forwarded: string | undefined, trusted: number, connection?: string) =>
  clientAddress(new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }), connection, trusted)

describe('the address of the client', () => {
  test('without a trusted proxy it is the address of the connection, and the header is ignored', () => {
    expect(from('203.0.113.7', 0, '198.51.100.1')).toBe('198.51.100.1')
    expect(from('203.0.113.7', 0)).toBeUndefined()
  })

  test('behind proxies it is the address that the outermost proxy saw; forged entries are ignored', () => {
    expect(from('203.0.113.7', 1, '10.0.0.1')).toBe('203.0.113.7')
    expect(from('6.6.6.6, 203.0.113.7', 1)).toBe('203.0.113.7')
    expect(from('6.6.6.6, 203.0.113.7, 10.1.1.1', 2)).toBe('203.0.113.7')
  })

  test('it is unknown with fewer entries than proxies', () => {
    expect(from(undefined, 1, '10.0.0.1')).toBeUndefined()
    expect(from('203.0.113.7', 2)).toBeUndefined()
    expect(from(' ', 1)).toBeUndefined()
  })

  test.each([
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ])('IPv6 addresses are reduced to the network: %s is %s', (address, network) => {
    expect(from(undefined, 0, address)).toBe(network)
  })
})
