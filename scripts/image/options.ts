import { parseArgs } from 'node:util'
import { environment } from '../environment.ts'

const help = `Builds the container's image with buildah, and tries it out: migrations, an order placed and paid on a read-only root
file system as a user that is not root, the health check, SIGTERM, and how much it adds to its base.

  npm run image [-- --base IMAGE] [--database postgres://…] [--redis redis://…] [--required]

--base is the Node image to build on, by default the Dockerfile's. The servers are by default those of the tests,
TEST_DATABASE_URL and TEST_REDIS_URL; the database is made anew there and dropped. Exit code: 0 it works, or could not be
tried, which is said loudly; 1 it does not (with --required: or could not be tried); 2 wrong usage.
`

export interface ImageOptions {
  base: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** Not to be able to try it is a failure. */
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
