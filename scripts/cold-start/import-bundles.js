/**
 * In Node, Deno and Bun: what each bundle takes of the processor from its import to its first answer, in milliseconds.
 * Files come as arguments; what the runtime itself does once is not a bundle's, so the first is not told.
 */
import { argv, cpuUsage, stdout } from 'node:process'

const env = { LOG_LEVEL: 'silent' }
const milliseconds = ({ user, system }) => (user + system) / 1_000

const took = []
for (const file of argv.slice(2)) {
  const before = cpuUsage()
  const { default: bundle } = await import(file)
  await (await bundle.fetch(new Request('http://127.0.0.1/nothing/here'), env)).text()
  took.push(milliseconds(cpuUsage(before)))
}
stdout.write(JSON.stringify(took.slice(1)))
