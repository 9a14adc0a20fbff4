import type { Backlog } from './records.ts'

/** The metrics of the backlog. They describe the database and not a process, so they are no part of the registry. */
export const backlogMetrics = [
  {
    name: 'larder_backlog',
    help: 'Due work of background jobs, by kind.',
    valueOf: ({ waiting }: Backlog[string]) => waiting,
  },
  {
    name: 'larder_backlog_oldest_seconds',
    help: 'Seconds for which the oldest item of due work has been due, by kind.',
    valueOf: ({ oldestSeconds }: Backlog[string]) => oldestSeconds,
  },
  {
    name: 'larder_backlog_dead',
    help: 'Deliveries abandoned after the last attempt, by kind.',
    valueOf: ({ dead = 0 }: Backlog[string]) => dead,
  },
] as const
export const backlogKnown = {
  name: 'larder_backlog_known',
  help: '1 with the backlog of this moment; 0 when the database did not answer, and the figures are absent.',
} as const

/**
 * The backlog in Prometheus's text format. Old figures are never repeated: while the database is unavailable nobody knows
 * the backlog, and an alert about it must neither fire nor be resolved by them.
 */
export function backlogText(backlog: Backlog | null): string {
  const kinds = Object.entries(backlog ?? {})
  const gauge = ({ name, help }: { name: string; help: string }, lines: string[]) =>
    [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n')
  return [
    gauge(backlogKnown, [`${backlogKnown.name} ${backlog === null ? 0 : 1}`]),
    ...backlogMetrics.map((metric) =>
      gauge(
        metric,
        kinds.map(([work, item]) => `${metric.name}{work="${work}"} ${metric.valueOf(item)}`),
      ),
    ),
  ].join('')
}
