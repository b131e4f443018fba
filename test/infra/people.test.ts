import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { Role } from '#domain/api/role.ts'
import { synthesise } from '#test/infra/synthesis.ts'
import { functions } from '#wiring'

const { people, api, pipeline, nameOf } = synthesise({
  dashboardUrl: 'https://hyphae.test/',
  signInDomain: 'hyphae-test',
})

const only = (template: typeof people, type: string) => {
  const [found, ...more] = Object.values(template.findResources(type))
  expect(more).toEqual([])
  return found?.['Properties']
}

describe('the pool', () => {
  it('asks everybody for a second factor, and lets nobody sign up', () => {
    people.hasResource('AWS::Cognito::UserPool', {
      Properties: {
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        DeletionProtection: 'ACTIVE',
      },
      DeletionPolicy: 'Retain',
    })
  })

  it('signs people in by a name that they cannot change', () => {
    people.hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: Match.absent(),
      UsernameConfiguration: { CaseSensitive: false },
    })
  })

  it('has a group for each role', () => {
    const groups = Object.values(people.findResources('AWS::Cognito::UserPoolGroup'))
    const names = groups.map(({ Properties }) => Properties.GroupName)
    expect(names.toSorted()).toEqual(Role.options.toSorted())
  })

  it('has one client, without a secret, for a code alone', () => {
    expect(only(people, 'AWS::Cognito::UserPoolClient')).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      CallbackURLs: ['https://hyphae.test/'],
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
    })
  })

  it('signs in at the domain that was chosen, and at none where none was', () => {
    expect(only(people, 'AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: 'hyphae-test' })
    synthesise().people.resourceCountIs('AWS::Cognito::UserPoolDomain', 0)
  })
})

describe('the API', () => {
  const authorizer = only(api, 'AWS::ApiGatewayV2::Authorizer')?.['JwtConfiguration']
  const serveApi = Object.values(pipeline.findResources('AWS::Lambda::Function')).find(
    ({ Properties }) => Properties.Description === functions['serve-api'].about,
  )
  const variables = serveApi?.['Properties'].Environment.Variables

  it('believes tokens of the pool for its client, at the door and in the house', () => {
    for (const client of [authorizer.Audience[0], variables.AUDIENCE])
      expect(nameOf(client)).toBe('Pool/Dashboard')
    for (const url of [authorizer.Issuer, variables.ISSUER]) expect(nameOf(urlOf(url))).toBe('Pool')
  })

  it('lets nobody in without a token', () => {
    expect(variables.ANONYMOUS_ROLE).toBe('')
  })
})

/** What an address is made of: the pool, by its name. */
function urlOf(url: { 'Fn::Join'?: [string, unknown[]] }): unknown {
  return url['Fn::Join']?.[1].find((part) => typeof part === 'object') ?? url
}
