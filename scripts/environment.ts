import { existsSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import {
  type Configuration,
  ConfigurationError,
  configurationOf,
} from '../shared/platform/configuration/configuration.ts'

/** The one place where a process reads its environment: the variables, and `.env` for what they leave unset. */
export function environment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) loadEnvFile('.env')
  // biome-ignore lint/style/noProcessEnv: this is the one place
  return process.env
}

/** Ends the process, naming every fault, when the environment cannot be used. */
export function configuration(env = environment()): Configuration {
  try {
    return configurationOf(env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}
