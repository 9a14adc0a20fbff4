import { execFileSync, spawnSync } from 'node:child_process'
import * as z from 'zod'

/** Without a daemon and separate namespaces, so that it works inside a container. */
const ENVIRONMENT = { BUILDAH_ISOLATION: 'chroot' }

export const ImageConfig = z.object({
  User: z.string(),
  Env: z.array(z.string()),
  Cmd: z.array(z.string()),
  WorkingDir: z.string(),
  StopSignal: z.string().optional(),
  Healthcheck: z.object({ Test: z.array(z.string()) }),
})
export type ImageConfig = z.output<typeof ImageConfig>
const Inspected = z.object({ Docker: z.object({ config: ImageConfig }) })

const buildahEnvironment = () => {
  // biome-ignore lint/style/noProcessEnv: buildah needs the caller's paths and proxies
  return { ...process.env, ...ENVIRONMENT }
}

export const hasBuildah = (): boolean => spawnSync('buildah', ['--version']).status === 0

function buildah(...rest: string[]): string {
  return execFileSync('buildah', rest, { env: buildahEnvironment(), encoding: 'utf8', maxBuffer: 1e8 }).trim()
}

/** Runs buildah and shows its output. */
export function runBuildah(...rest: string[]): boolean {
  return spawnSync('buildah', rest, { env: buildahEnvironment(), stdio: 'inherit' }).status === 0
}

/** Pulls the image if it is missing. Returns whether it is available. */
export function ensureImage(image: string): boolean {
  const isPresent =
    spawnSync('buildah', ['inspect', '--type', 'image', image], { env: buildahEnvironment() }).status === 0
  return isPresent || spawnSync('buildah', ['pull', '--quiet', image], { env: buildahEnvironment() }).status === 0
}

export function readImageConfig(image: string): ImageConfig {
  return Inspected.parse(JSON.parse(buildah('inspect', '--type', 'image', image))).Docker.config
}

/** A container of the image with its root file system mounted at `root`, until `remove`. */
export function mountImage(image: string): { root: string; remove: () => void } {
  const container = buildah('from', '--pull-never', image)
  return { root: buildah('mount', container), remove: () => void buildah('rm', container) }
}

/** Bytes on disk below a folder, without mounts. */
export function diskUsage(root: string): number {
  return Number(execFileSync('du', ['-s', '-x', '--block-size=1', root], { encoding: 'utf8' }).split('\t')[0])
}
