import { type Refusal, refusal } from '../../shared/outcome.ts'
import { hexadecimalDigest } from '../../shared/platform/digest/sha256.ts'
import { docsStyle } from './style.ts'

const HASH_DIGITS = 12
const YEAR_SECONDS = 31_536_000

/** The files that pages load, by name. */
const sources = { 'docs.css': { mediaType: 'text/css; charset=utf-8', text: docsStyle } } as const

export interface Asset {
  /** Contains a hash of the content, `docs.1f0c…9a.css`, so that clients may cache it forever. */
  file: string
  mediaType: string
  text: string
}

let cached: Promise<readonly Asset[]> | undefined

/** Every asset with its file name. */
export function assets(): Promise<readonly Asset[]> {
  cached ??= Promise.all(Object.entries(sources).map(([name, source]) => makeAsset(name, source)))
  return cached
}

/** The path of an asset. */
export async function assetPath(name: keyof typeof sources): Promise<string> {
  const { mediaType, text } = sources[name]
  return `/assets/${(await makeAsset(name, { mediaType, text })).file}`
}

/** The asset with this file name, which clients may cache forever. Names with an old hash are not found. */
export async function serveAsset(file: string): Promise<Response | Refusal<'asset_not_found'>> {
  const asset = (await assets()).find((one) => one.file === file)
  if (asset === undefined) return refusal('asset_not_found')
  const headers = { 'content-type': asset.mediaType, 'cache-control': `public, max-age=${YEAR_SECONDS}, immutable` }
  return new Response(asset.text, { headers })
}

async function makeAsset(name: string, { mediaType, text }: Omit<Asset, 'file'>): Promise<Asset> {
  const minified = text.replaceAll(/\s+/g, ' ').trim()
  const hash = (await hexadecimalDigest(minified)).slice(0, HASH_DIGITS)
  return { file: name.replace('.', `.${hash}.`), mediaType, text: minified }
}
