import { stringify } from 'yaml'

interface Template {
  folder: string
  values: Record<string, string>
  secrets: readonly string[]
  schedules: readonly { name: string; everySeconds: number }[]
}

/** `get-cart` as CloudFormation names things: `GetCart`. */
const logical = (name: string) => name.replaceAll(/(^|[-_])(\w)/g, (_, __, letter: string) => letter.toUpperCase())
/** `SECRET_KEY` as the name of a parameter: `SecretKey`. */
const parameterOf = (secret: string) => logical(secret.toLowerCase())

/** A function URL is called by a name that AWS makes up, also by a CDN that stands before it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation puts the region in
const ownHost = (hosts = '') => ({ 'Fn::Sub': [hosts, '.lambda-url.${AWS::Region}.on.aws'].join(',') })

/** A template of AWS SAM for one function: its URL, its memory, its secrets as parameters, its schedules. */
export function samTemplate({ folder, values, secrets, schedules }: Template): string {
  const parameters = secrets.map((name) => [parameterOf(name), { Type: 'String', NoEcho: true, Default: '' }])
  const given = secrets.map((name) => [name, { Ref: parameterOf(name) }])
  const events = schedules.map(({ name, everySeconds }) => [
    logical(name),
    {
      Type: 'ScheduleV2',
      Properties: {
        ScheduleExpression: everySeconds < 3_600 ? 'rate(1 minute)' : 'rate(1 hour)',
        Input: JSON.stringify({ job: name }),
        // The next run does what this one could not.
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
    },
  ])
  const fn = {
    Type: 'AWS::Serverless::Function',
    Properties: {
      CodeUri: '.',
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 30,
      FunctionUrlConfig: { AuthType: 'NONE', InvokeMode: 'RESPONSE_STREAM' },
      Environment: {
        Variables: { ...values, ALLOWED_HOSTS: ownHost(values.ALLOWED_HOSTS), ...Object.fromEntries(given) },
      },
      ...(events.length > 0 ? { Events: Object.fromEntries(events) } : {}),
    },
  }
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Transform: 'AWS::Serverless-2016-10-31',
    Description: `Larder: ${folder}`,
    Parameters: Object.fromEntries(parameters),
    Resources: { [logical(folder)]: fn },
    Outputs: { Url: { Value: { 'Fn::GetAtt': [`${logical(folder)}Url`, 'FunctionUrl'] } } },
  }
  return `# Made by npm run build: changes are lost.\n${stringify(template, { lineWidth: 0 })}`
}
