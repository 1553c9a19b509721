import manifest from '../package.json' with { type: 'json' };

/**
 * What `pnpm start` tells Node. One flag is for speed: contexts that follow asynchronous calls, which hono/jsx uses, cost a
 * hook in every promise without it; from Node 24 on it is the rule.
 */
export const PRODUCT_FLAGS = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--'));
