import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { ApiStack } from '#infra/stacks/api-stack.ts'
import { PeopleStack } from '#infra/stacks/people-stack.ts'
import { PipelineStack } from '#infra/stacks/pipeline-stack.ts'
import { StorageStack } from '#infra/stacks/storage-stack.ts'

const flags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  // CloudFormation then refuses to delete a table that a function still uses.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
}

export function hyphaeApp(context: Readonly<Record<string, unknown>> = {}) {
  const app = new App({ context: { ...flags, ...context } })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))

  const storage = new StorageStack(app, 'HyphaeStorage')
  const people = new PeopleStack(app, 'HyphaePeople')
  const pipeline = new PipelineStack(app, 'HyphaePipeline', storage.tables)
  const serveApi = pipeline.functions['serve-api']
  serveApi.function.addEnvironment('ISSUER', people.issuer)
  serveApi.function.addEnvironment('AUDIENCE', people.audience)
  const api = new ApiStack(app, 'HyphaeApi', serveApi, people)
  return { app, storage, people, pipeline, api }
}
