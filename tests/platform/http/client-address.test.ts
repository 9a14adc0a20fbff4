import { describe, expect, test } from 'vitest'
import { clientAddress } from '../../../shared/platform/http/client-address.ts'

const from = (forwarded: string | undefined, trustedProxies: number, connection?: string, header = 'X-Forwarded-For') =>
  clientAddress(new Headers(forwarded === undefined ? {} : { [header]: forwarded }), connection, {
    trustedProxies,
    clientAddressHeader: header,
  })

describe('the address of the client', () => {
  test('without a trusted proxy it is the address of the connection, and the header is ignored', () => {
    expect(from('203.0.113.7', 0, '198.51.100.1')).toBe('198.51.100.1')
    expect(from('203.0.113.7', 0)).toBeUndefined()
  })

  test('behind proxies it is the address that the outermost proxy saw; forged entries are ignored', () => {
    expect(from('203.0.113.7', 1, '10.0.0.1')).toBe('203.0.113.7')
    expect(from('6.6.6.6, 203.0.113.7', 1)).toBe('203.0.113.7')
    expect(from('6.6.6.6, 203.0.113.7, 10.1.1.1', 2)).toBe('203.0.113.7')
    const headers = new Headers([
      ['x-forwarded-for', '6.6.6.6'],
      ['x-forwarded-for', '203.0.113.7,10.1.1.1'],
    ])
    const proxies = { trustedProxies: 2, clientAddressHeader: 'X-Forwarded-For' }
    expect(clientAddress(headers, '10.0.0.1', proxies)).toBe('203.0.113.7')
  })

  test('with fewer entries than proxies it is the leftmost one, without an entry the address of the connection', () => {
    expect(from('203.0.113.7', 2, '10.0.0.1')).toBe('203.0.113.7')
    expect(from('203.0.113.7, 10.1.1.1', 3, '10.0.0.1')).toBe('203.0.113.7')
    expect(from(undefined, 1, '10.0.0.1')).toBe('10.0.0.1')
    expect(from(' , ,', 2, '10.0.0.1')).toBe('10.0.0.1')
    expect(from(undefined, 1)).toBeUndefined()
  })

  test.each([
    ['203.0.113.10:40001', '203.0.113.10'],
    ['"203.0.113.10:40001"', '203.0.113.10'],
    [' 203.0.113.10 ', '203.0.113.10'],
    ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['[2001:db8::1]', '2001:db8:0:0::/64'],
    ['"[2001:db8::1]:4711"', '2001:db8:0:0::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['unknown', '10.0.0.1'],
    ['_hidden', '10.0.0.1'],
    ['999.1.1.1', '10.0.0.1'],
    ['shop.example', '10.0.0.1'],
    ['[not:an:address]', '10.0.0.1'],
    ['203.0.113.7; drop', '10.0.0.1'],
  ])('as gateways write it: %s is %s', (entry, address) => {
    expect(from(entry, 1, '10.0.0.1')).toBe(address)
    expect(from(`6.6.6.6, ${entry}`, 1, '10.0.0.1')).toBe(address)
  })

  test('each connection of one client has the same address, whatever its port', () => {
    const addresses = Array.from({ length: 50 }, (_, index) => from(`203.0.113.10:${40_000 + index}`, 1))
    expect(new Set(addresses)).toEqual(new Set(['203.0.113.10']))
  })

  test.each([
    ['for=203.0.113.7', 1, '203.0.113.7'],
    ['for=6.6.6.6, for=203.0.113.7;proto=https;by=10.0.0.2', 1, '203.0.113.7'],
    ['for=6.6.6.6, for="[2001:db8::1]:4711";host="a,b", for=10.1.1.1', 2, '2001:db8:0:0::/64'],
    ['For="203.0.113.7:80";by=x', 1, '203.0.113.7'],
    ['by=10.0.0.2;For=203.0.113.7', 1, '203.0.113.7'],
    ['for=6.6.6.6, proto=https', 1, '10.0.0.1'],
    ['for=_secret', 1, '10.0.0.1'],
  ])('Forwarded: %s behind %i is %s', (value, trusted, address) => {
    expect(from(value, trusted, '10.0.0.1', 'Forwarded')).toBe(address)
  })

  test('of another header', () => {
    expect(from('203.0.113.7', 1, '10.0.0.1', 'CF-Connecting-IP')).toBe('203.0.113.7')
    const forged = new Headers({ 'x-forwarded-for': '6.6.6.6' })
    const proxies = { trustedProxies: 1, clientAddressHeader: 'Forwarded' }
    expect(clientAddress(forged, '10.0.0.1', proxies)).toBe('10.0.0.1')
  })

  test.each([
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:FFFF:203.0.113.7', '203.0.113.7'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ])('IPv6 addresses are reduced to the network: %s is %s', (address, network) => {
    expect(from(undefined, 0, address)).toBe(network)
  })
})
