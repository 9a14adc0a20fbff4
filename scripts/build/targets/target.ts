import type { Operation } from './operations.ts'
import type { VariablesUsed } from './uses.ts'

export interface TargetOptions {
  /** The root of the repository. */
  root: string
  /** The output folder: `dist/workers`. */
  out: string
  operations: readonly Operation[]
  /** Public host name of the shop: `api.shop.example`. */
  host: string
  /** URL of the container that serves what is not built; null without one. */
  origin: string | null
  /** Reports errors to Sentry. */
  sentry: boolean
  /** The environment of the build, of which the public variables are included. */
  env: Record<string, string | undefined>
  variablesUsed: VariablesUsed
}

/** Builds what a platform deploys; returns the bundles, relative to `out`. */
export type Target = (options: TargetOptions) => Promise<string[]>
