/** A refusal of the node: its sentence is the message. */
export class Refusal extends Error {
  readonly status: number;
  /** Each mistake in a sentence of its own, where the node found several; else empty. */
  readonly mistakes: readonly string[];

  constructor(message: string, status: number, mistakes: readonly string[] = []) {
    super(message);
    this.status = status;
    this.mistakes = mistakes;
  }
}

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Asks the node for JSON; undefined where the answer has no body. Every failure is an Error whose message is a sentence. */
export type Request = <T>(path: string, ask?: Ask) => Promise<T>;

const timeout = 15_000;

export function requestOf(base: string, get: typeof fetch = (input, init) => fetch(input, init)): Request {
  return async <T>(path: string, ask: Ask = {}) => {
    const limit = AbortSignal.timeout(timeout);
    const response = await get(base + path, {
      method: ask.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...ask.headers,
      },
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
      signal: ask.signal ? AbortSignal.any([ask.signal, limit]) : limit,
    });
    if (!response.ok) throw await refusalOf(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  };
}

/** What any failure says, in a sentence. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The sentence of the problem details (RFC 9457), or the status where there is none. */
async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text();
  if (response.headers.get('content-type')?.includes('json')) {
    const problem = JSON.parse(text) as { detail?: string; title?: string; mistakes?: string[] };
    const sentence = problem.detail ?? problem.title;
    if (sentence) return new Refusal(sentence, response.status, problem.mistakes);
  }
  return new Refusal(`The node answered ${response.status} ${response.statusText}.`, response.status);
}
