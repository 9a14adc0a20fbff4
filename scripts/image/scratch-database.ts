import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Creates an empty database on a server; `drop` removes it. */
export async function scratchDatabase(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `larder_scratch_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(server, `drop database if exists ${name} with (force)`) }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
