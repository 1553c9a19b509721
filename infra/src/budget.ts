import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** Mails the stage's address when the account's month costs more than the stage allows, where it names both. */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { stage: { monthlyBudget, alarmEmail } }: { stage: Stage }) {
    super(scope, id);
    if (!monthlyBudget || !alarmEmail) return;
    new CfnBudget(this, 'Month', {
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyBudget, unit: 'USD' } },
      notificationsWithSubscribers: ['ACTUAL', 'FORECASTED'].map((notificationType) => ({
        notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 100 },
        subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
      })),
    });
  }
}
