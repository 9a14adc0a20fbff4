import { parseArgs } from 'node:util'
import { environment } from '../environment.ts'

const help = `Builds the image of the container with buildah and tests it: migrations, a paid order on a read-only root file system as
a non-root user, the health check, SIGTERM, and the size added to the base image.

  npm run image [-- --base IMAGE] [--database postgres://…] [--redis redis://…] [--required]

--base is the Node base image; the default is that of the Dockerfile. The default servers are those of the tests,
TEST_DATABASE_URL and TEST_REDIS_URL; a temporary database is created and dropped. Exit code: 0 passed, or could not be
tested, which is printed; 1 failed (with --required: or could not be tested); 2 wrong usage.
`

export interface ImageOptions {
  base: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** Fails when the image cannot be tested. */
  required: boolean
}

export function imageOptions(): ImageOptions {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: {
        base: text,
        database: text,
        redis: text,
        required: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) {
      process.stdout.write(help)
      process.exit(0)
    }
    const env = environment()
    return {
      base: values.base ?? 'docker.io/library/node:24-slim',
      databaseUrl: values.database ?? env.TEST_DATABASE_URL,
      redisUrl: values.redis ?? env.TEST_REDIS_URL,
      required: values.required ?? false,
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    process.exit(2)
  }
}
