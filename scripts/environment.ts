import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import {
  type Configuration,
  ConfigurationError,
  getConfiguration,
} from '../shared/platform/configuration/configuration.ts'

/** The only place where a process reads its environment: the variables, and `.env` for those that are unset. */
export function environment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) loadEnvFile('.env')
  // biome-ignore lint/style/noProcessEnv: this is the one place
  return process.env
}

/** Ends the process with a list of all faults when the environment is not valid. */
export function configuration(env = environment()): Configuration {
  try {
    return getConfiguration(env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}
