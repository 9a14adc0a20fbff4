/** All bundles in one Deno. */
const [file] = Deno.args
const { default: functions } = await import(file)
const onListen = ({ port }) => Deno.stdout.writeSync(new TextEncoder().encode(`${port}\n`))
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen }, (request) => functions.fetch(request, Deno.env.toObject()))
