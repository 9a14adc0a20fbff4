import * as z from 'zod'

/** JSON with whole-line comments. */
export function readJsonc(text: string): unknown {
  return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''))
}

const cron = z.string().regex(/^\S+( \S+){4}$/)

/** The part of Wrangler's configuration that is used. Unknown keys are rejected. */
export const WranglerConfiguration = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,63}$/),
  main: z.string(),
  compatibility_date: z.iso.date(),
  no_bundle: z.literal(true),
  workers_dev: z.boolean(),
  // `*` only at the end; no query.
  routes: z.array(z.string().regex(/^[a-z0-9.-]+\/[^*?{}]*\*$/)).optional(),
  services: z.array(z.strictObject({ binding: z.string().regex(/^[A-Z_]+$/), service: z.string() })).optional(),
  triggers: z.strictObject({ crons: z.array(cron).min(1) }).optional(),
  observability: z.strictObject({ enabled: z.literal(true) }),
  vars: z.record(z.string(), z.string()),
  secrets: z.strictObject({ required: z.array(z.string()) }),
})

/** config.json of Vercel's Build Output API, version 3. */
export const VercelConfiguration = z.strictObject({
  version: z.literal(3),
  routes: z.array(
    z.strictObject({ src: z.string(), methods: z.array(z.string()).optional(), dest: z.string().startsWith('/') }),
  ),
  crons: z.array(z.strictObject({ path: z.string().startsWith('/'), schedule: cron })).optional(),
})
/** .vc-config.json of a Vercel function. */
export const VercelFunction = z.strictObject({ runtime: z.literal('edge'), entrypoint: z.literal('index.js') })

/** config.json of Netlify's Frameworks API. */
export const NetlifyConfiguration = z.strictObject({
  edge_functions: z.array(
    z.strictObject({
      function: z.string().regex(/^[a-z-]+$/),
      path: z.string().startsWith('/'),
      method: z.array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])).optional(),
    }),
  ),
})

/** The part of CloudFormation that a SAM template for one function uses. */
export const SamTemplate = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09'),
  Transform: z.literal('AWS::Serverless-2016-10-31'),
  Description: z.string(),
  Parameters: z.record(
    z.string().regex(/^[A-Za-z0-9]+$/),
    z.strictObject({ Type: z.literal('String'), NoEcho: z.literal(true), Default: z.literal('') }),
  ),
  Resources: z.record(
    z.string().regex(/^[A-Za-z0-9]+$/),
    z.strictObject({
      Type: z.literal('AWS::Serverless::Function'),
      Properties: z.strictObject({
        CodeUri: z.literal('.'),
        Handler: z.literal('index.handler'),
        Runtime: z.literal('nodejs24.x'),
        Architectures: z.array(z.enum(['arm64', 'x86_64'])),
        MemorySize: z.int().min(128).max(10_240),
        Timeout: z.int().min(1).max(900),
        FunctionUrlConfig: z.strictObject({ AuthType: z.literal('NONE'), InvokeMode: z.literal('RESPONSE_STREAM') }),
        Environment: z.strictObject({
          Variables: z.record(
            z.string(),
            z.union([z.string(), z.strictObject({ Ref: z.string() }), z.strictObject({ 'Fn::Sub': z.string() })]),
          ),
        }),
        Events: z
          .record(
            z.string(),
            z.strictObject({
              Type: z.literal('ScheduleV2'),
              Properties: z.strictObject({
                ScheduleExpression: z.enum(['rate(1 minute)', 'rate(1 hour)']),
                Input: z.string(),
                RetryPolicy: z.strictObject({ MaximumRetryAttempts: z.literal(0) }),
              }),
            }),
          )
          .optional(),
      }),
    }),
  ),
  Outputs: z.strictObject({ Url: z.strictObject({ Value: z.unknown() }) }),
})
