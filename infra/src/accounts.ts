import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, OAuthScope, UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * A Cognito pool for a team without accounts of its own. Only whom an administrator adds can sign in; roles are given in
 * Soundings. What the settings page asks for stands in the outputs.
 */
export class Accounts extends Construct {
  constructor(scope: Construct, id: string, { stage, address }: { stage: Stage; address: string }) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: stage.keepsData,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason: 'A second factor is each member’s choice; a company’s own provider can demand it.',
      },
      { id: 'AwsSolutions-COG3', reason: 'Threat protection comes with a plan that costs by the member.' },
      {
        id: 'AwsSolutions-COG8',
        reason: 'The Plus plan costs by the member, and nobody can sign up here by themselves.',
      },
    );
    const { account, region, stackName } = Stack.of(this);
    pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `soundings-${stackName.toLowerCase().replaceAll(/[^a-z\d-]/g, '')}-${account}` },
    });
    // No secret: the code flow is bound by PKCE, state and nonce, and there is no place to lose it.
    const client = new UserPoolClient(this, 'Client', {
      userPool: pool,
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${address}/sign-in/callback`],
      },
    });
    new CfnOutput(this, 'SignInIssuer', { value: `https://cognito-idp.${region}.amazonaws.com/${pool.userPoolId}` });
    new CfnOutput(this, 'SignInClientId', { value: client.userPoolClientId });
  }
}
