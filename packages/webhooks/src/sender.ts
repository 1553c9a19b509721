import type { DeliveryProblem } from '@soundings/contracts/webhook';
import { UnsafeAddress } from '@soundings/reviews/fetching/public-address';
import { NoAnswer, openTransport } from '@soundings/reviews/fetching/transport';
import { webhookHeaders } from './signature.ts';

// A receiver is to take a message and answer; what it answers is not read further than this.
const LIMITS = { wireBytes: 1_000_000, bodyBytes: 1_000_000, milliseconds: 15_000 };

/** One message for one address. The `id` stays the same over all attempts, so that the receiver can tell a repetition. */
export type Message = { id: string; url: string; secret: string; body: string };

/** What the receiver answered, and what is wrong with it. */
export type Sent = { status: number | null; problem: DeliveryProblem | null; milliseconds: number };

/**
 * Sends messages, each once. Only `https:` on the public internet: the address is looked at after its name is resolved
 * and on the very connection that is used, so that a name cannot change its mind in between; redirects are not followed.
 */
export function openSender({ standIns }: { standIns?: ReadonlyMap<string, string> } = {}) {
  const transport = openTransport({ limits: LIMITS, ...(standIns && { standIns }) });

  async function answerTo(message: Message, signal: AbortSignal): Promise<Omit<Sent, 'milliseconds'>> {
    if (!message.url.startsWith('https:')) return { status: null, problem: 'unsafe-address' };
    try {
      const headers = { ...webhookHeaders(message, Date.now()), 'accept-encoding': 'identity' };
      const request = { url: message.url, method: 'POST' as const, headers, body: message.body };
      const { status } = await transport.send(request, signal);
      if (status >= 200 && status < 300) return { status, problem: null };
      return { status, problem: status >= 300 && status < 400 ? 'redirect' : 'status' };
    } catch (error) {
      if (error instanceof UnsafeAddress) return { status: null, problem: 'unsafe-address' };
      if (error instanceof NoAnswer)
        return { status: null, problem: error.reason === 'timeout' ? 'timeout' : 'network' };
      if (signal.aborted) return { status: null, problem: 'interrupted' };
      throw error;
    }
  }

  return {
    async send(message: Message, signal: AbortSignal): Promise<Sent> {
      const from = performance.now();
      const answer = await answerTo(message, signal);
      return { ...answer, milliseconds: Math.round(performance.now() - from) };
    },
    close: () => transport.close(),
  };
}

export type Sender = ReturnType<typeof openSender>;
