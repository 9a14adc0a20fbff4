import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { stringify } from 'yaml'
import { samples } from '../platform/observability/samples.ts'

/** Prometheus's own evaluation of rules. Debian's package `prometheus` has it. */
export const hasPromtool = (): boolean => spawnSync('promtool', ['--version']).status === 0

export interface Scrape {
  text: string
  atMilliseconds: number
}

const SCRAPE_SECONDS = 15
const STEPS = 160
const AT = '35m'

/**
 * The time series of a shop in which what happened between two scrapes goes on for 40 minutes: counters grow at the measured
 * rate, gauges stay at the second scrape.
 */
function continued(before: Scrape, after: Scrape, up: number) {
  const counters = new Set([...after.text.matchAll(/^# TYPE (\S+) (?:counter|histogram)$/gm)].map(([, name]) => name))
  const isCounter = (series: string) =>
    counters.has(series.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, '')) ||
    counters.has(series.replace(/\{.*/, ''))
  const [old, recent] = [samples(before.text), samples(after.text)]
  const perStep = (SCRAPE_SECONDS * 1_000) / Math.max(1, after.atMilliseconds - before.atMilliseconds)
  const series = [...recent].flatMap(([name, value]) => {
    if (!Number.isFinite(value)) return []
    const start = isCounter(name) ? (old.get(name) ?? 0) : value
    return [{ series: withJob(name), values: `${start}+${(value - start) * perStep}x${STEPS}` }]
  })
  return [...series, { series: 'up{job="larder"}', values: `${up}x${STEPS}` }]
}

/** Prometheus adds the job. */
const withJob = (series: string) =>
  series.endsWith('}') ? series.replace(/\}$/, ',job="larder"}') : `${series}{job="larder"}`

/** The names of the alerts that fire when what happened between two scrapes goes on. */
export async function firingAlerts(before: Scrape, after: Scrape, { up = 1 } = {}): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-alerts-'))
  const expr = 'group by (alertname) (ALERTS{alertstate="firing"})'
  const tests = {
    rule_files: [resolve('monitoring/alerts.yml')],
    evaluation_interval: '15s',
    tests: [
      {
        interval: `${SCRAPE_SECONDS}s`,
        input_series: continued(before, after, up),
        // promtool prints what it got when it is not what was expected: no alert has this name.
        promql_expr_test: [{ expr, eval_time: AT, exp_samples: [{ labels: '{alertname="None"}', value: 1 }] }],
      },
    ],
  }
  await writeFile(join(folder, 'test.yml'), stringify(tests))
  const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'test.yml')], { encoding: 'utf8' })
  await rm(folder, { recursive: true })
  const output = `${stdout}${stderr}`
  const [, got] = /got:(.*)$/ms.exec(output) ?? []
  if (got === undefined) throw new Error(`promtool: ${output}`)
  return [...got.matchAll(/alertname="(\w+)"/g)].map(([, name = '']) => name).sort()
}
