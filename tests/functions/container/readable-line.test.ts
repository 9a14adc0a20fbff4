import { expect, test } from 'vitest'
import { readableLine } from '../../../functions/_container/readable-line.ts'

const time = '2026-03-01T09:41:07.123Z'
const shown = (fields: object) =>
  readableLine(`${JSON.stringify({ level: 'info', time, ...fields })}\n`).replace(/^\d\d:\d\d:\d\d /, '')
const request = { request_id: 'r-1', operation: 'get-cart', method: 'GET', route: '/carts/{cartId}', milliseconds: 3.1 }

test('a request is one line, with its code when it is refused', () => {
  expect(shown({ ...request, status: 200, msg: 'request' })).toBe('GET /carts/{cartId} 200 3.1 ms r-1\n')
  expect(shown({ ...request, status: 404, code: 'cart_not_found', msg: 'request' })).toBe(
    'GET /carts/{cartId} 404 cart_not_found 3.1 ms r-1\n',
  )
  expect(shown({ ...request, route: '', status: 404, msg: 'request' })).toContain('(no such path)')
})

test('any other line has its message and fields, and a level that is not info', () => {
  expect(shown({ msg: 'listening', port: 8000, database: 'embedded' })).toBe('listening port=8000 database=embedded\n')
  const slow = shown({ level: 'warning', ...request, status: 200, msg: 'slow request' })
  expect(slow).toContain('WARNING')
  expect(slow).toContain('slow request: GET /carts/{cartId} 200')
})

test('an error has its stack below', () => {
  const line = shown({
    level: 'error',
    msg: 'job failed',
    job: 'prune',
    err: { message: 'no', stack: 'Error: no\n    at x' },
  })
  expect(line).toContain('ERROR')
  expect(line).toContain('job failed job=prune\n    Error: no\n        at x\n')
})

test('what is no JSON is shown as it is', () => {
  expect(readableLine('words\n')).toBe('words\n')
  expect(readableLine('{"a":1}\n')).toBe('{"a":1}\n')
})
