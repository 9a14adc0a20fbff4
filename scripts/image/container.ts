import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { ImageConfig } from './buildah.ts'

export interface Container {
  child: ChildProcess
  stdout: () => string
  stderr: () => string
  ended: Promise<number | null>
  /** Effective user id of the process. */
  userId(): Promise<number>
}

/**
 * Mounts the root read-only in a separate mount namespace, changes into it, switches to the image's user and executes the
 * command, like a container engine with `--read-only --user`, on the network of this machine.
 */
const ENTER = `
set -eu
root=$1 user=$2 folder=$3; shift 3
mount --rbind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind -o remount,ro "$root" "$root"
uid=$(awk -F : -v name="$user" '$1 == name { print $3 }' "$root/etc/passwd")
gid=$(awk -F : -v name="$user" '$1 == name { print $4 }' "$root/etc/passwd")
exec chroot --userspec="$uid:$gid" --groups="$gid" "$root" /bin/sh -c 'cd "$1"; shift; exec "$@"' enter "$folder" "$@"
`

/** Runs a command with the image's user, folder and environment, and additional variables. */
export function runContainer(
  root: string,
  config: ImageConfig,
  command: readonly string[],
  variables: Record<string, string>,
): Container {
  const env = { ...Object.fromEntries(config.Env.map(splitVariable)), ...variables }
  const enter = ['--mount', '--propagation', 'private', '--', '/bin/sh', '-c', ENTER, 'enter']
  const child = spawn('unshare', [...enter, root, config.User, config.WorkingDir, ...command], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      stderr += String(error)
      resolve(null)
    })
    child.on('close', (code) => resolve(code))
  })
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    async userId() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/^Uid:\t\d+\t(\d+)/m.exec(status)?.[1])
    },
  }
}

function splitVariable(variable: string): [string, string] {
  const at = variable.indexOf('=')
  return [variable.slice(0, at), variable.slice(at + 1)]
}
