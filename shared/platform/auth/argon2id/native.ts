import { argon2 } from 'node:crypto'
import { promisify } from 'node:util'
import type { Argon2idInput } from './input.ts'

const run = promisify(argon2)

/** In a thread of Node's pool. */
export async function argon2id(input: Argon2idInput): Promise<Uint8Array> {
  return await run('argon2id', {
    message: input.password,
    nonce: input.salt,
    parallelism: input.lanes,
    tagLength: input.hashBytes,
    memory: input.memoryKibibytes,
    passes: input.passes,
  })
}
