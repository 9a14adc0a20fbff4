import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The folder's database is open in another process: two of them would destroy it. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError'
}

/**
 * Keeps a second process out of an embedded database's folder, by a file beside it with the owner's process id. The
 * file of a process that was killed is taken over.
 * @throws FolderInUseError
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`
  await mkdir(dirname(file), { recursive: true })
  for (let attempt = 1; ; attempt++) {
    try {
      await writeFile(file, `${process.pid}`, { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if (!isTaken(error) || attempt > 3) throw error
      const owner = Number(await readFile(file, 'utf8').catch(() => ''))
      if (isAlive(owner)) {
        throw new FolderInUseError(
          `The embedded database in ${folder} is open in process ${owner}. Stop that one first (npm start?), ` +
            'or give both a server with DATABASE_URL=postgres://…',
        )
      }
      await rm(file, { force: true })
    }
  }
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
