import { Template } from 'aws-cdk-lib/assertions'
import { hyphaeApp } from '#infra/hyphae-app.ts'

interface Resource {
  readonly Type: string
  readonly Properties: Record<string, unknown>
  readonly Metadata?: Readonly<Record<string, string>>
}

/** A value in a template that names a resource, in this stack or in the one it imports from. */
type Reference =
  | { 'Fn::GetAtt': [string, string] }
  | { Ref: string }
  | { 'Fn::ImportValue': string }

const context = {
  // Template assertions need no code in the functions; leaving it out saves the bundling.
  'aws:cdk:bundling-stacks': [],
  'aws:cdk:enable-path-metadata': true,
}

export function synthesise(chosen: Readonly<Record<string, unknown>> = {}) {
  const { storage, people, pipeline, api } = hyphaeApp({ ...context, ...chosen })
  const templates = [storage, people, pipeline, api].map((stack) => Template.fromStack(stack))
  return {
    storage: Template.fromStack(storage),
    people: Template.fromStack(people),
    pipeline: Template.fromStack(pipeline),
    api: Template.fromStack(api),
    /** The construct a reference leads to, such as `Telemetry` or `DetectAnomalies/Function`. */
    nameOf: (reference: unknown) => nameOf(templates, reference as Reference),
  }
}

function nameOf(templates: readonly Template[], reference: Reference): string {
  if ('Fn::ImportValue' in reference)
    return nameOf(templates, exported(templates, reference['Fn::ImportValue']))
  const id = 'Ref' in reference ? reference.Ref : reference['Fn::GetAtt'][0]
  const path = templates
    .map((template): Resource | undefined => template.toJSON()['Resources'][id])
    .find((resource) => resource !== undefined)?.Metadata?.['aws:cdk:path']
  if (path === undefined) throw new Error(`No resource has the logical id ${id}.`)
  return path.split('/').slice(1, -1).join('/')
}

function exported(templates: readonly Template[], name: string): Reference {
  const outputs = templates.flatMap((template) => Object.values(template.findOutputs('*')))
  const output = outputs.find((candidate) => candidate['Export']?.Name === name)
  if (output === undefined) throw new Error(`No stack exports ${name}.`)
  return output['Value']
}
