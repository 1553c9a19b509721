import { bundledMain } from './bundle.ts';

// What `pnpm start` runs.
await import(await bundledMain());
