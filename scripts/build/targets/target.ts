import type { Operation } from './operations.ts'

/** What is asked for. */
export interface TargetOptions {
  /** The repository's folder. */
  root: string
  /** Where it goes: `dist/workers`. */
  out: string
  operations: readonly Operation[]
  /** Where the shop will be reached: `api.shop.example`. */
  host: string
  /** Who answers what is not built: the container's URL. Null: nobody. */
  origin: string | null
  /** Errors go to Sentry. */
  sentry: boolean
  /** The environment of the build: what is not secret in it goes along. */
  env: Record<string, string | undefined>
}

/** Makes what a platform deploys; answers the bundles, below `out`. */
export type Target = (options: TargetOptions) => Promise<string[]>
