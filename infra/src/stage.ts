import type { Node } from 'constructs';
import * as z from 'zod';

/** What differs between one installation and another: `cdk deploy -c stage=<name>`, described in cdk.json. */
const Stage = z.strictObject({
  /** Deleting the stack leaves the table and the bucket, which cannot be deleted by mistake either. */
  keepsData: z.boolean().default(true),
  /** What the functions run on: arm64 costs a fifth less, where the region has it. */
  cpu: z.enum(['arm64', 'x64']).default('arm64'),
  /** Who hears of alarms. */
  alarmEmail: z.email().optional(),
  /** CloudFront before the API. Without it the API is reached directly. */
  front: z.boolean().default(true),
  /** Where the operator of the crawler can be reached: a page or a mail address, shown to every site that is visited. */
  contact: z.string().min(3),
  /** In dollars: that address is told when a month's cost has passed it, or will by forecast. */
  monthlyBudget: z.number().positive().optional(),
  logDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]).default(30),
});
export type Stage = z.infer<typeof Stage> & { name: string };

/**
 * The stage that the context names (`-c stage=…`), `production` by default; `-c cpu=…` overrides its processor. Throws
 * where cdk.json does not describe it.
 */
export function stageOf(node: Node): Stage {
  const name = z.string().parse(node.tryGetContext('stage') ?? 'production');
  const stages = z.record(z.string(), Stage).parse(node.getContext('stages'));
  const stage = stages[name];
  if (!stage) throw new Error(`cdk.json has no stage ${name}, only ${Object.keys(stages).join(', ')}`);
  const cpu = Stage.shape.cpu.parse(node.tryGetContext('cpu') ?? stage.cpu);
  return { ...stage, name, cpu };
}
