import type { Connector } from './connector.ts';

/** All connectors, those that know their addresses best first. */
export const connectors: readonly Connector[] = [];
