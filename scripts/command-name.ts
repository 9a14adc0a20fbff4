const isBuilt = import.meta.url.includes('/dist/')

/** How an operator runs a command here: `npm run migrate`, or `node dist/migrate.js` in the image, which has no npm scripts. */
export const commandName = (name: string): string => (isBuilt ? `node dist/${name}.js` : `npm run ${name}`)
