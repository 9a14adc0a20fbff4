import type { Configuration } from './configuration.ts'

/**
 * One lazily opened instance per configuration: a process that parses its environment once has one database, and two
 * tests with two environments have two. `bind` puts a ready-made one in its place.
 */
export function perConfiguration<Instance>(open: (configuration: Configuration) => Instance) {
  const instances = new WeakMap<Configuration, Instance>()
  const bind = (configuration: Configuration, instance: Instance) => {
    instances.set(configuration, instance)
    return instance
  }
  return {
    of: (configuration: Configuration) => instances.get(configuration) ?? bind(configuration, open(configuration)),
    bind,
  }
}
