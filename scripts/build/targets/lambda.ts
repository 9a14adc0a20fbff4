import { jobs } from '../../../shared/jobs/jobs.ts'
import { isUsed } from '../../../shared/platform/configuration/configuration.ts'
import { bundleEntries, importAll, importFunction, importJobs, prelude, runsJobs } from './entries.ts'
import { writeText } from './files.ts'
import type { Operation } from './operations.ts'
import { samTemplate } from './sam-template.ts'
import type { Target, TargetOptions } from './target.ts'
import { publicValues, secrets } from './variables.ts'

/** A folder for each operation, and one for all of them, with a template for `sam deploy`. */
export const lambda: Target = async (options) => {
  const { operations, root } = options
  const programs = [
    ...operations.map((operation) =>
      programOf(operation.name, [operation], importFunction(operation, options), options),
    ),
    programOf('all', operations, importAll(options), options),
  ]
  for (const program of programs) await writeTemplate(program, options)
  return bundleEntries(
    options,
    programs.map(({ folder, source }) => ({ file: `${folder}/index.mjs`, source })),
    {
      outExtension: { '.js': '.mjs' },
      // Node's argon2id is ten times as fast, and its sockets can be restricted to public addresses.
      external: ['node:*'],
      alias: {
        '#argon2id': `${root}shared/platform/auth/argon2id/native.ts`,
        '#post-webhook': `${root}shared/webhooks/post-node.ts`,
      },
      target: 'node22',
    },
  )
}

function programOf(folder: string, operations: readonly Operation[], imports: string, options: TargetOptions) {
  const withJobs = runsJobs(operations)
  const exporting = withJobs
    ? `${importJobs}\nexport const handler = lambda(fn, extras, runJobs)`
    : 'export const handler = lambda(fn, extras)'
  const uses = options.variablesUsed(operations, { jobs: withJobs })
  return { folder, withJobs, uses, source: [prelude('lambda', 'lambda', options, uses), imports, exporting].join('\n') }
}

type Program = ReturnType<typeof programOf>

function writeTemplate({ folder, withJobs, uses }: Program, { out, env, host }: TargetOptions): Promise<void> {
  const own = secrets.filter((name) => isUsed(name, uses, env.PAYMENT_PROVIDER))
  const schedules = withJobs ? [...jobs].map(([name, { everySeconds }]) => ({ name, everySeconds })) : []
  const template = samTemplate({ folder, values: publicValues(env, host), secrets: own, schedules })
  return writeText(`${out}/${folder}/template.yaml`, template)
}
