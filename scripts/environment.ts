import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import {
  type Configuration,
  ConfigurationError,
  getConfiguration,
  parseEnvironment,
} from '../shared/platform/configuration/configuration.ts'
import { isProduction } from '../shared/platform/configuration/environment-faults.ts'
import { developmentKeys } from './development-keys.ts'

/** The only place where a process reads its environment: the variables, and `.env` for those that are unset. */
export function environment(): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: this is the one place
  const variables = process.env
  for (const [name, value] of Object.entries(readEnvFile())) variables[name] ??= value
  return variables
}

const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
]

/** The variables of `.env`, or none. Editors on Windows write a byte order mark, which would be a part of the first name. */
function readEnvFile(): NodeJS.Dict<string> {
  let bytes: Buffer
  try {
    bytes = readFileSync('.env')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    return exit(`.env cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (UTF_16.some(([first, second]) => bytes[0] === first && bytes[1] === second)) {
    return exit('.env is in UTF-16. Save it as UTF-8.')
  }
  return parseEnv(new TextDecoder().decode(bytes))
}

/** Ends the process with a list of all faults when the environment is not valid. In development it adds signing keys. */
export function configuration(env = environment()): Configuration {
  return parse(env, { serves: false })
}

/**
 * For a process that signs tokens, charges or sends mail. It refuses what a command that only reads or writes the database
 * does not need to know: whether a database on another machine is that of a shop in production, and its secrets.
 */
export function serverConfiguration(env = environment()): Configuration {
  return parse(env, { serves: true })
}

function parse(env: NodeJS.ProcessEnv, { serves }: { serves: boolean }): Configuration {
  try {
    // Before keys are added, so that missing secrets are reported.
    if (serves) parseEnvironment(env, { serves })
    if (!isProduction(env)) addDevelopmentKeys(env)
    return getConfiguration(env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return exit(error.message)
  }
}

/** Written into the variables, so that other processes of the shop and all functions use the same keys. */
function addDevelopmentKeys(env: NodeJS.ProcessEnv): void {
  if (env.SECRET_KEY && env.JWT_SECRET_KEY) return
  const keys = developmentKeys()
  env.SECRET_KEY ||= keys.SECRET_KEY
  env.JWT_SECRET_KEY ||= keys.JWT_SECRET_KEY
}

function exit(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(2)
}
