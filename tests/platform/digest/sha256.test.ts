import { expect, test } from 'vitest'
import * as native from '../../../shared/platform/digest/sha256/native.ts'
import * as portable from '../../../shared/platform/digest/sha256/portable.ts'
import { hexadecimalDigest } from '../../../shared/platform/digest/sha256.ts'

/** NIST examples for FIPS 180-4, and one that is not ASCII, from `sha256sum`. */
const examples = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['鮮牛奶', 'a5003d6427028913f2fa215e584f0439bdc5751975e5b808546e823ae5d91763'],
] as const
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test.each(examples)('%s, on Node and at the edge', async (text, digest) => {
  const bytes = new TextEncoder().encode(text)
  expect(hex(native.sha256(bytes))).toBe(digest)
  expect(hex(await portable.sha256(bytes))).toBe(digest)
  expect(await hexadecimalDigest(text)).toBe(digest)
})
