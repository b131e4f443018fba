import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { Role } from '#domain/api/role.ts'

/** What a sign-in lasts without being renewed, and a shift with it. */
const tokenMinutes = 60
const shiftHours = 12
/** Where a development dashboard is; another comes from the context `dashboardUrl`. */
const usualDashboard = 'http://localhost:4400'

/** Who may sign in, and as what. Nobody signs up: whoever runs Hyphae invites. */
export class PeopleStack extends Stack {
  readonly issuer: string
  readonly audience: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const pool = this.pool()
    const client = this.client(pool)
    for (const role of Role.options)
      new CfnUserPoolGroup(this, `${role.replace(/^./, (c) => c.toUpperCase())}s`, {
        userPoolId: pool.userPoolId,
        groupName: role,
      })
    this.hostSignIn(pool)
    this.issuer = pool.userPoolProviderUrl
    this.audience = client.userPoolClientId
    new CfnOutput(this, 'Issuer', { value: this.issuer })
    new CfnOutput(this, 'Client', { value: this.audience })
  }

  private pool(): UserPool {
    return new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: false,
      // The user name signs what its owner does; unlike an address, nobody changes it afterwards.
      signInAliases: { username: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  /** A page keeps no secret: it proves with PKCE that it is the one that began. */
  private client(pool: UserPool): UserPoolClient {
    const url = this.context('dashboardUrl') ?? usualDashboard
    return pool.addClient('Dashboard', {
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [url],
        logoutUrls: [url],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(tokenMinutes),
      idTokenValidity: Duration.minutes(tokenMinutes),
      refreshTokenValidity: Duration.hours(shiftHours),
    })
  }

  /** The pages of the sign-in; their name is one in all of a region, so nobody can choose it here. */
  private hostSignIn(pool: UserPool): void {
    const domainPrefix = this.context('signInDomain')
    if (domainPrefix === undefined) return
    const domain = pool.addDomain('SignIn', { cognitoDomain: { domainPrefix } })
    new CfnOutput(this, 'SignInUrl', { value: domain.baseUrl() })
  }

  private context(name: string): string | undefined {
    const value: unknown = this.node.tryGetContext(name)
    return value === undefined ? undefined : String(value)
  }
}
