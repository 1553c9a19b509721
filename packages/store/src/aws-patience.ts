/** So long a connection may take to come about; within AWS it takes a few milliseconds. */
const CONNECTION_MS = 1000;

/** How long each service may take to answer, and how often it is asked. All attempts together end before a page's 29 s do. */
const PATIENCE = {
  // Answers within milliseconds. The table's adapter repeats by itself.
  dynamodb: { answerMs: 3000, maxAttempts: 1 },
  // A part of 5 MB goes up before the answer comes.
  s3: { answerMs: 8000, maxAttempts: 3 },
  // Whoever asked for work waits for the wake-up; the sweep finds what a lost one left.
  lambda: { answerMs: 3000, maxAttempts: 2 },
  comprehend: { answerMs: 8000, maxAttempts: 3 },
  athena: { answerMs: 8000, maxAttempts: 3 },
};

/**
 * For the constructor of a service's client: the SDK itself waits for ever, so a connection that broke unnoticed would
 * hold a function until Lambda ends it. `slower` says how many times as long everything may take, for a way to AWS that
 * is not one of its own.
 */
export function patience(service: keyof typeof PATIENCE, { slower = 1 } = {}) {
  const { maxAttempts } = PATIENCE[service];
  const answerMs = PATIENCE[service].answerMs * slower;
  return {
    maxAttempts,
    requestHandler: {
      connectionTimeout: CONNECTION_MS * slower,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      // For an answer that begins and stops. Whoever reads an object slowly lets the socket rest: its reader looks after that.
      ...(service !== 's3' && { socketTimeout: answerMs }),
    },
  };
}
