/** Whether the deployment has calls traced: the tracer's own switch, which is on by default, and here only where it is set. */
export const isTraced = process.env.POWERTOOLS_TRACE_ENABLED === 'true';
