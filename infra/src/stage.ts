import type { Node } from 'constructs';
import * as z from 'zod';

/** What differs between one installation and another: `cdk deploy -c stage=<name>`, described in cdk.json. */
const Stage = z.strictObject({
  /** Deleting the stack leaves the table and the bucket, which cannot be deleted by mistake either. */
  keepsData: z.boolean().default(true),
  /** What the functions run on: arm64 costs a fifth less, where the region has it. */
  cpu: z.enum(['arm64', 'x64']).default('arm64'),
  /** A key of the account's own for what is stored, where AWS's keys will not do. */
  ownKey: z.boolean().default(false),
  /** Who hears of alarms. */
  alarmEmail: z.email().optional(),
  /** Nothing works by itself: for the time in which data is moved in or out, or looked into. */
  paused: z.boolean().default(false),
  /** CloudFront before the API. Without it the API is reached directly. */
  front: z.boolean().default(true),
  /** The name that people know, before CloudFront, with its certificate in us-east-1. Its DNS is the account's to set. */
  domain: z.strictObject({ name: z.hostname(), certificateArn: z.string().startsWith('arn:') }).optional(),
  /** A firewall (WAF) for CloudFront, made in us-east-1: some 10 dollars a month. */
  firewallArn: z.string().startsWith('arn:').optional(),
  /** A Cognito pool to sign in with, where the team has no provider of its own. */
  accounts: z.boolean().default(false),
  /** Where the operator of the crawler can be reached: a page or a mail address, shown to every site that is visited. */
  contact: z.string().min(3),
  /** In dollars: that address is told when a month's cost has passed it, or will by forecast. */
  monthlyBudget: z.number().positive().optional(),
  /** Builds over more purchases than this ask Athena, which may scan so much in one statement; never without it. */
  athena: z
    .strictObject({ fromRows: z.int().positive().default(20_000_000), scanGb: z.number().positive().default(100) })
    .optional(),
  /** X-Ray: how long each call took, without what was in it. */
  traces: z.boolean().default(false),
  /**
   * At most so many at once, taken from what the account may run: of the analysis where Comprehend's quota is small, of
   * scraping where few hosts have much patience. An account that may run ten at once cannot reserve any.
   */
  atOnce: z.strictObject({ analyze: z.int().positive().optional(), scrape: z.int().positive().optional() }).default({}),
  /** What reads the texts: Amazon Comprehend, and past its units the local analyzer; or that alone, as where there is none. */
  analyzer: z.enum(['comprehend', 'local']).default('comprehend'),
  /** Units of 100 characters that Comprehend may take in a month; 10,000 cost a dollar. */
  comprehendUnits: z.int().nonnegative().default(500_000),
  logDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]).default(30),
});
export type Stage = z.infer<typeof Stage> & { name: string };

/**
 * The stage that the context names (`-c stage=…`), `production` by default; `-c cpu=…` and `-c analyzer=…` override
 * what it says. Throws
 * where cdk.json does not describe it.
 */
export function stageOf(node: Node): Stage {
  const name = z.string().parse(node.tryGetContext('stage') ?? 'production');
  const stages = z.record(z.string(), Stage).parse(node.getContext('stages'));
  const stage = stages[name];
  if (!stage) throw new Error(`cdk.json has no stage ${name}, only ${Object.keys(stages).join(', ')}`);
  const cpu = Stage.shape.cpu.parse(node.tryGetContext('cpu') ?? stage.cpu);
  const analyzer = Stage.shape.analyzer.parse(node.tryGetContext('analyzer') ?? stage.analyzer);
  return { ...stage, name, cpu, analyzer };
}
