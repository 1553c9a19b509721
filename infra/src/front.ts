import { Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/**
 * CloudFront before the HTTP API: near to the visitor, and keeping what the application says may be kept – scripts and
 * styles, whose names change with their content – and nothing else.
 */
export class Front extends Construct {
  readonly address: string;

  constructor(scope: Construct, id: string, { stage, api }: { stage: Stage; api: IHttpApi }) {
    super(scope, id);
    const cachePolicy = new CachePolicy(this, 'AsTheApplicationSays', {
      comment: 'Only what the application marks as public',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      cookieBehavior: CacheCookieBehavior.none(),
      headerBehavior: CacheHeaderBehavior.none(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
    const distribution = new Distribution(this, 'Distribution', {
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      ...(stage.domain && {
        domainNames: [stage.domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', stage.domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      ...(stage.firewallArn && { webAclId: stage.firewallArn }),
      defaultBehavior: {
        origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint)), {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        compress: true,
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.visitor() }],
      },
    });
    this.address = `https://${stage.domain?.name ?? distribution.distributionDomainName}`;
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'A survey is for whoever is asked, wherever.' },
      { id: 'AwsSolutions-CFR2', reason: 'A firewall costs by itself more than the rest; the API throttles.' },
      { id: 'AwsSolutions-CFR3', reason: 'Its log would hold respondents’ addresses; the API’s own log does without.' },
      { id: 'AwsSolutions-CFR4', reason: 'CloudFront’s own name comes with its own certificate and its settings.' },
    );
  }

  /** API Gateway wants its own name as the host: what the visitor asked for, and from where, goes along in headers. */
  private visitor(): EdgeFunction {
    return new EdgeFunction(this, 'Visitor', {
      runtime: FunctionRuntime.JS_2_0,
      functionName: `${Stack.of(this).stackName}-visitor`,
      code: FunctionCode.fromInline(
        [
          'function handler({ request, viewer }) {',
          "  request.headers['x-forwarded-host'] = { value: request.headers.host.value };",
          "  request.headers['x-visitor-address'] = { value: viewer.ip };",
          '  return request;',
          '}',
        ].join('\n'),
      ),
    });
  }
}
