import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The embedded database is open in another process. Two processes would destroy it. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError'
}

/**
 * Locks the folder of an embedded database with a file beside it that contains the process id. The lock of a process that
 * no longer runs is replaced.
 * @throws FolderInUseError
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`
  await mkdir(dirname(file), { recursive: true })
  for (let attempt = 1; ; attempt++) {
    try {
      await writeFile(file, `${process.pid}`, { flag: 'wx' })
      return () => unlock(file)
    } catch (error) {
      if (!isTaken(error) || attempt > 3) throw error
      const owner = Number(await readFile(file, 'utf8').catch(() => ''))
      if (isAlive(owner)) {
        throw new FolderInUseError(
          `The embedded database in ${folder} is open in process ${owner}. Stop that process first (npm start?), ` +
            'send a catalog to POST /admin/products/import, or use a Postgres server with DATABASE_URL=postgres://…',
        )
      }
      await rm(file, { force: true })
    }
  }
}

/** Leaves the lock of another process: whoever deletes the folder of a running shop can start another one in its place. */
async function unlock(file: string): Promise<void> {
  const owner = await readFile(file, 'utf8').catch(() => '')
  if (owner === `${process.pid}`) await rm(file, { force: true })
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST'

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0 || processId === process.pid) return false
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
