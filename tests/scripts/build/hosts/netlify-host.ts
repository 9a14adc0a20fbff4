/// A Deno program that serves `.netlify/v1` like Netlify, in Netlify's runtime.

interface Declaration {
  function: string
  path: string
  method?: string[]
}
type EdgeFunction = (request: Request, context: object) => Promise<Response | undefined>
interface DenoRuntime {
  args: string[]
  env: { toObject(): Record<string, string> }
  readTextFile(path: string): Promise<string>
  serve(options: { port: number }, answer: (request: Request) => Promise<Response>): void
}
declare const Deno: DenoRuntime

const [folder] = Deno.args
Object.assign(globalThis, { Netlify: { env: Deno.env } })
const { edge_functions: declarations }: { edge_functions: Declaration[] } = JSON.parse(
  await Deno.readTextFile(`${folder}/config.json`),
)
const functions = new Map<string, Promise<{ default: EdgeFunction }>>()

function load(name: string): Promise<{ default: EdgeFunction }> {
  const loaded = functions.get(name) ?? import(`${folder}/edge-functions/${name}.js`)
  functions.set(name, loaded)
  return loaded
}

/** Calls every matching declaration in order, until one responds. */
Deno.serve({ port: 0 }, async (request) => {
  const { pathname } = new URL(request.url)
  for (const { function: name, path, method } of declarations) {
    if (!new URLPattern({ pathname: path }).test({ pathname })) continue
    if (method !== undefined && !method.includes(request.method)) continue
    const { default: answer } = await load(name)
    const response = await answer(request, { ip: '198.51.100.7', waitUntil: (work: Promise<unknown>) => void work })
    if (response !== undefined) return response
  }
  return new Response('Not Found', { status: 404 })
})
