import { buildahLoudly, configOf, hasBuildah, haveImage, mountImage, sizeOf } from './image/buildah.ts'
import { imageOptions } from './image/options.ts'
import { scratchDatabase } from './image/scratch-database.ts'
import { tryImage } from './image/try-image.ts'

/** Builds the image, tries it out, and says what it found. */
const IMAGE = 'localhost/larder:trial'
/** In the docker format: the other one has no HEALTHCHECK. Layers are kept, so that packages are fetched once. */
const BUILD = ['build', '--format', 'docker', '--pull-never', '--isolation', 'chroot', '--network', 'host', '--layers']
/** What the project may add to its base. */
const LARGEST_ADDITION_BYTES = 40e6

const root = new URL('../', import.meta.url).pathname
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const { base, databaseUrl, redisUrl, required } = imageOptions()

function notRun(reason: string): void {
  process.stdout.write(`\n!!! NOT RUN: ${reason}\n`)
  if (required) process.exitCode = 1
}

async function measureAndTry(): Promise<void> {
  const config = configOf(IMAGE)
  const before = mountImage(base)
  const after = mountImage(IMAGE)
  const found: string[] = []
  try {
    const added = sizeOf(after.root) - sizeOf(before.root)
    found.push(`the project adds ${megabytes(added)} to its base of ${megabytes(sizeOf(before.root))}`)
    if (added > LARGEST_ADDITION_BYTES) throw new Error(`${found[0]}: more than ${megabytes(LARGEST_ADDITION_BYTES)}`)
    if (databaseUrl === undefined || redisUrl === undefined) {
      notRun('the image was built, not tried: set TEST_DATABASE_URL and TEST_REDIS_URL')
    } else {
      const database = await scratchDatabase(databaseUrl)
      await tryImage(after.root, config, { databaseUrl: database.url, redisUrl })
        .then((lines) => found.push(...lines))
        .finally(database.drop)
    }
  } finally {
    before.remove()
    after.remove()
  }
  process.stdout.write(`\n${found.map((line) => `✓ ${line}`).join('\n')}\n`)
}

async function buildAndTry(): Promise<void> {
  if (!hasBuildah()) return notRun('the image was neither built nor tried: buildah is not installed')
  if (!haveImage(base)) return notRun(`the image was neither built nor tried: ${base} is neither here nor to be had`)
  if (!buildahLoudly(...BUILD, '--build-arg', `NODE_IMAGE=${base}`, '--tag', IMAGE, root)) {
    throw new Error('the image cannot be built')
  }
  await measureAndTry()
}

await buildAndTry().catch((error: unknown) => {
  process.stderr.write(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
