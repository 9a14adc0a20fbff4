import { expect, test } from 'vitest'
import { rateLimitKey } from '../../../shared/platform/kv/keys.ts'

test('a part cannot form another key or a pattern', () => {
  expect(rateLimitKey('login', '203.0.113.7')).toBe('larder:{rate}:login:203.0.113.7')
  expect(rateLimitKey('login', 'a:b{subject}')).toBe('larder:{rate}:login:a%3Ab%7Bsubject%7D')
  expect(rateLimitKey('{subject}', 'x')).toBe('larder:{rate}:%7Bsubject%7D:x')
})
