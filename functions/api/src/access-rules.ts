import type { AccessRole, Scope } from '@soundings/contracts/access';

/** Who may read at an address and below it, who may change, and which scope a key needs. */
export type AccessRule = { scope: Scope | null; read: AccessRole; write: AccessRole };

const open = (scope: Scope | null): AccessRule => ({ scope, read: 'reader', write: 'analyst' });
const readOnly = (scope: Scope | null): AccessRule => ({ scope, read: 'reader', write: 'reader' });
const admin = (scope: Scope): AccessRule => ({ scope, read: 'admin', write: 'admin' });

/**
 * The nearest rule above an address holds; where there is none nobody gets in. `:` stands for any one part. A route
 * without a rule fails `access.test.ts`.
 */
const rules: Readonly<Record<string, AccessRule>> = {
  '/v1/products': open('products'),
  '/v1/imports': open('feedback'),
  '/v1/sources': open('feedback'),
  '/v1/feedback': open('feedback'),
  '/v1/feedback/:': { scope: 'feedback', read: 'reader', write: 'admin' },
  '/v1/erasures': admin('customers'),
  '/v1/feedback/:/mentions': open('feedback'),
  '/v1/analysis': open('feedback'),
  '/v1/analyses': open('feedback'),
  '/v1/surveys': open('surveys'),
  '/v1/insights': open('insights'),
  '/v1/pain-points': open('insights'),
  '/v1/pain-report': open('insights'),
  '/v1/market-gaps': open('insights'),
  '/v1/swot': open('insights'),
  '/v1/themes': open('insights'),
  '/v1/segments': open('customers'),
  '/v1/churn': open('customers'),
  // Erasing a person cannot be undone.
  '/v1/customers': { scope: 'customers', read: 'reader', write: 'admin' },
  '/v1/personas': open('personas'),
  // They decide how few people may be told of, and what is sensitive.
  '/v1/persona-settings': { scope: 'personas', read: 'reader', write: 'admin' },
  '/v1/strategy-book': open('personas'),
  '/v1/experiments': open('personas'),
  '/v1/webhooks': admin('settings'),
  '/v1/keys': admin('settings'),
  '/v1/members': admin('settings'),
  '/v1/audit': admin('settings'),
  '/v1/settings': admin('settings'),

  '/': open('insights'),
  '/products': open('products'),
  '/imports': open('feedback'),
  '/sources': open('feedback'),
  '/feedback': open('feedback'),
  '/surveys': open('surveys'),
  '/builds': open('insights'),
  '/pain-points': open('insights'),
  '/competition': open('insights'),
  '/themes': open('insights'),
  '/customers': open('customers'),
  '/customers/:/erase': { scope: 'customers', read: 'admin', write: 'admin' },
  '/personas': open('personas'),
  '/persona-settings': { scope: 'personas', read: 'reader', write: 'admin' },
  '/strategies': open('personas'),
  '/webhooks': admin('settings'),
  '/settings': readOnly(null),
  '/settings/retention': { scope: 'settings', read: 'reader', write: 'admin' },
  '/settings/members': admin('settings'),
  '/settings/keys': admin('settings'),
  '/settings/sign-in': admin('settings'),
  '/settings/erasures': admin('customers'),
  '/settings/audit': admin('settings'),
  '/settings/webhooks': admin('settings'),
  '/settings/sample-data': { scope: 'settings', read: 'reader', write: 'admin' },
  '/sample-data': open('insights'),
  '/sign-out': readOnly(null),
  // Each tool asks for its own scope.
  '/mcp': readOnly(null),
};

/** The rule for a path as the router sees it, or undefined. The start page's holds for itself alone. */
export function ruleFor(path: string): AccessRule | undefined {
  const parts = path.split('/').slice(1);
  if (parts.every((part) => part === '')) return rules['/'];
  for (let length = parts.length; length > 0; length--) {
    const found = named.find(
      ({ names }) => names.length === length && names.every((name, i) => name === ':' || name === parts[i]),
    );
    if (found) return found.rule;
  }
  return undefined;
}

const named = Object.entries(rules)
  .filter(([path]) => path !== '/')
  .map(([path, rule]) => ({ names: path.split('/').slice(1), rule }));
