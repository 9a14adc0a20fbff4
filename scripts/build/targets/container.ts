import { copyFile } from 'node:fs/promises'
import { buildContainer } from '../container.ts'
import type { Target } from './target.ts'

/** The folder `/app` of the image: `node dist/server.js` runs in it, wherever there is Node. */
export const container: Target = async ({ root, out }) => {
  const bundles = await buildContainer(root, `${out}/dist`)
  await copyFile(`${root}package.json`, `${out}/package.json`)
  return bundles.map((file) => `dist/${file}`)
}
