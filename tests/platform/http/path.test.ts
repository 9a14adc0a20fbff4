import { describe, expect, test } from 'vitest'
import { compilePath } from '../../../shared/platform/http/path.ts'

describe('compilePath', () => {
  const item = compilePath('/carts/{cartId}/items/{sku}')

  test('returns the decoded parameters of a path', () => {
    expect(item('/carts/crt_1/items/MILK-0001')).toEqual({ cartId: 'crt_1', sku: 'MILK-0001' })
    expect(item('/carts/a%2Fb/items/%E5%A5%B6')).toEqual({ cartId: 'a/b', sku: '奶' })
    expect(item('/carts/a+b/items/100%25')).toEqual({ cartId: 'a+b', sku: '100%' })
  })

  test.each([
    '/carts/crt_1/items',
    '/carts/crt_1/items/a/b',
    '/carts//items/a',
    '/carts/crt_1/items/',
    '/x/carts/crt_1/items/a',
    '/Carts/crt_1/items/a',
    'carts/crt_1/items/a',
    '/carts/%zz/items/a',
    '/carts/%/items/a',
  ])('does not match %j', (path) => {
    expect(item(path)).toBeNull()
  })

  test('a dot is a dot', () => {
    expect(compilePath('/openapi.json')('/openapi.json')).toEqual({})
    expect(compilePath('/openapi.json')('/openapiXjson')).toBeNull()
  })

  test.each(['/health', '/health/'])('%s matches with and without a trailing slash', (path) => {
    for (const route of ['/health', '/health/']) expect(compilePath(route)(path)).toEqual({})
    expect(compilePath(path)('/health//')).toBeNull()
  })
})
