/** All bundles in one Bun. */
const { default: functions } = await import(Bun.argv[2])
const fetch = (request) => functions.fetch(request, Bun.env)
const { port } = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch })
await Bun.write(Bun.stdout, `${port}\n`)
