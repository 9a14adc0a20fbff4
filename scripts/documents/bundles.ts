import { type Measured, measureBundles } from '../build/measure-bundles.ts'

const BYTES = 1_000
const TOLERATED_KILOBYTES = 1
/** Smaller parts are not named. */
const NOTABLE_BYTES = 5_000
const ROW = /^\| `([^`]+)` \| [^|]+ \| ([0-9.]+) \|/gm

/**
 * The table of docs/bundles.md. As long as no function has changed by more than a kilobyte, it stays as it is: else each
 * change of shared code would change it.
 */
export async function bundleTable(root: string, written: string): Promise<string> {
  const measured = await measureBundles(root)
  return isTrue(written, measured) ? written : describe(measured)
}

function isTrue(written: string, measured: readonly Measured[]): boolean {
  const kilobytes = new Map([...written.matchAll(ROW)].map(([, name, figure]) => [name, Number(figure)]))
  const close = ({ name, gzippedBytes }: Measured) =>
    Math.abs((kilobytes.get(name) ?? 0) - gzippedBytes / BYTES) <= TOLERATED_KILOBYTES
  return kilobytes.size === measured.length && measured.every(close)
}

function describe(measured: readonly Measured[]): string {
  const rows = measured.map(({ name, minifiedBytes, gzippedBytes, parts }) => {
    const notable = parts.filter(([, bytes]) => bytes >= NOTABLE_BYTES)
    const dominant = notable.map(([part, bytes]) => `${part} ${Math.round(bytes / BYTES)}`).join(', ')
    return `| \`${name}\` | ${Math.round(minifiedBytes / BYTES)} | ${(gzippedBytes / BYTES).toFixed(1)} | ${dominant} |`
  })
  const head = ['| function | minified kB | gzipped kB | of which, minified kB |', '|---|---|---|---|']
  return [...head, ...rows].join('\n')
}
