import { diskUsage, ensureImage, hasBuildah, mountImage, readImageConfig, runBuildah } from './image/buildah.ts'
import { imageOptions } from './image/options.ts'
import { scratchDatabase } from './image/scratch-database.ts'
import { testImage } from './image/test-image.ts'

/** Builds the image, tests it, and prints the results. */
const IMAGE = 'localhost/larder:trial'
/** The docker format, because the OCI format has no HEALTHCHECK. Cached layers avoid repeated downloads of packages. */
const BUILD = ['build', '--format', 'docker', '--pull-never', '--isolation', 'chroot', '--network', 'host', '--layers']
/** The most that the project may add to the base image. */
const LARGEST_ADDITION_BYTES = 40e6

const root = new URL('../', import.meta.url).pathname
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const { base, databaseUrl, redisUrl, required } = imageOptions()

function notRun(reason: string): void {
  process.stdout.write(`\n!!! NOT RUN: ${reason}\n`)
  if (required) process.exitCode = 1
}

async function measureAndTest(): Promise<void> {
  const config = readImageConfig(IMAGE)
  const before = mountImage(base)
  const after = mountImage(IMAGE)
  const results: string[] = []
  try {
    const added = diskUsage(after.root) - diskUsage(before.root)
    results.push(`the project adds ${megabytes(added)} to its base of ${megabytes(diskUsage(before.root))}`)
    if (added > LARGEST_ADDITION_BYTES) throw new Error(`${results[0]}: more than ${megabytes(LARGEST_ADDITION_BYTES)}`)
    if (databaseUrl === undefined || redisUrl === undefined) {
      notRun('the image was built, but not tested: set TEST_DATABASE_URL and TEST_REDIS_URL')
    } else {
      const database = await scratchDatabase(databaseUrl)
      await testImage(after.root, config, { databaseUrl: database.url, redisUrl })
        .then((lines) => results.push(...lines))
        .finally(database.drop)
    }
  } finally {
    before.remove()
    after.remove()
  }
  process.stdout.write(`\n${results.map((line) => `✓ ${line}`).join('\n')}\n`)
}

async function buildAndTest(): Promise<void> {
  if (!hasBuildah()) return notRun('the image was neither built nor tested: buildah is not installed')
  if (!ensureImage(base))
    return notRun(`the image was neither built nor tested: ${base} is not available and cannot be pulled`)
  if (!runBuildah(...BUILD, '--build-arg', `NODE_IMAGE=${base}`, '--tag', IMAGE, root)) {
    throw new Error('the image cannot be built')
  }
  await measureAndTest()
}

await buildAndTest().catch((error: unknown) => {
  process.stderr.write(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
