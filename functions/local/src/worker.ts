import { dieWithParent } from './lifeline.ts';

// Everything but answering requests, in a process of its own: no page waits for a build, and what a build took of the
// memory is given back. It loads for a second or two, in which its server may be killed like at any other time.

dieWithParent();
await import('./work.ts');
