import { execFileSync, spawnSync } from 'node:child_process'
import * as z from 'zod'

/** Without a daemon and without namespaces of its own, so that it works inside of a container as well. */
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
  // biome-ignore lint/style/noProcessEnv: buildah needs the caller's paths and proxies, and one setting of ours
  return { ...process.env, ...ENVIRONMENT }
}

export const hasBuildah = (): boolean => spawnSync('buildah', ['--version']).status === 0

function buildah(...rest: string[]): string {
  return execFileSync('buildah', rest, { env: buildahEnvironment(), encoding: 'utf8', maxBuffer: 1e8 }).trim()
}

/** The same, its output shown as it comes. */
export function buildahLoudly(...rest: string[]): boolean {
  return spawnSync('buildah', rest, { env: buildahEnvironment(), stdio: 'inherit' }).status === 0
}

/** Whether the image is here, or can be fetched. */
export function haveImage(image: string): boolean {
  const here = spawnSync('buildah', ['inspect', '--type', 'image', image], { env: buildahEnvironment() }).status === 0
  return here || spawnSync('buildah', ['pull', '--quiet', image], { env: buildahEnvironment() }).status === 0
}

export function configOf(image: string): ImageConfig {
  return Inspected.parse(JSON.parse(buildah('inspect', '--type', 'image', image))).Docker.config
}

/** A container of the image with its root file system mounted at `root`, until `remove`. */
export function mountImage(image: string): { root: string; remove: () => void } {
  const container = buildah('from', '--pull-never', image)
  return { root: buildah('mount', container), remove: () => void buildah('rm', container) }
}

/** Bytes on disk below a folder, without what is mounted into it. */
export function sizeOf(root: string): number {
  return Number(execFileSync('du', ['-s', '-x', '--block-size=1', root], { encoding: 'utf8' }).split('\t')[0])
}
