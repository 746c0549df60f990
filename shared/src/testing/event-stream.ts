import { type IncomingHttpHeaders, request } from 'node:http';

export interface StreamedEvent {
  name: string;
  id: string;
  data: unknown;
}

/** A stream of server-sent events, read as it comes. */
export interface EventStream {
  status: number;
  headers: IncomingHttpHeaders;
  /** Those that have come so far. */
  events: StreamedEvent[];
  /** Lines that are no events: keepalives. */
  comments(): number;
  text(): string;
  hasEnded(): boolean;
  /** Reads no more until it is closed. */
  pause(): void;
  /** Leaves, as a browser does. */
  close(): void;
}

/** Opens a stream as EventSource does; resolves with the head of the answer. */
export function openEventStream(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false, headers: { accept: 'text/event-stream', ...headers } }, (answer) => {
      let rest = '';
      let all = '';
      let ended = false;
      let comments = 0;
      const events: StreamedEvent[] = [];
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        all += chunk;
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = parse(block);
          if (event) events.push(event);
          else if (block.startsWith(':')) comments += 1;
        }
      });
      answer.once('close', () => {
        ended = true;
      });
      answer.on('error', () => undefined);
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        events,
        comments: () => comments,
        text: () => all,
        hasEnded: () => ended,
        pause: () => answer.pause(),
        close: () => outgoing.destroy(),
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function parse(block: string): StreamedEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 2)];
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { name: fields.get('event') ?? 'message', id: fields.get('id') ?? '', data: JSON.parse(data) };
}
