import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesIn, fieldsOf, numberIn } from './protobuf.js';

/** A span as a collector gets it. */
export interface ReceivedSpan {
  service: string;
  traceId: string;
  spanId: string;
  /** Absent: it begins its trace. */
  parentSpanId?: string;
  name: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer' | 'unspecified';
  failed: boolean;
  /** Milliseconds since 1970. */
  startMs: number;
  endMs: number;
  attributes: Record<string, string | number>;
}

/** A collector of traces: OTLP over HTTP, in protobuf (opentelemetry-proto 1.0, `trace/v1/trace.proto`). */
export interface OtlpReceiver {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  url: string;
  spans: ReceivedSpan[];
  /** Of the latest request. */
  headers: IncomingHttpHeaders;
  close(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    receiver.headers = request.headers;
    if (request.url !== '/v1/traces') {
      response.writeHead(404).end();
      return;
    }
    receiver.spans.push(...spansIn(Buffer.concat(chunks)));
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${port}`,
    spans: [],
    headers: {},
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

const kinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const errorStatus = 2n;

function spansIn(request: Buffer): ReceivedSpan[] {
  return bytesIn(request, 1).flatMap((resourceSpans) => {
    const resource = attributesOf(bytesIn(resourceSpans, 1)[0] ?? Buffer.alloc(0), 1);
    const spans = bytesIn(resourceSpans, 2).flatMap((scopeSpans) => bytesIn(scopeSpans, 2));
    return spans.map((span) => spanOf(span, String(resource['service.name'])));
  });
}

function spanOf(span: Buffer, service: string): ReceivedSpan {
  const hex = (number: number) => bytesIn(span, number)[0]?.toString('hex') ?? '';
  const ms = (number: number) => Number(numberIn(span, number)) / 1e6;
  const parentSpanId = hex(4);
  return {
    service,
    traceId: hex(1),
    spanId: hex(2),
    ...(parentSpanId ? { parentSpanId } : {}),
    name: bytesIn(span, 5)[0]?.toString() ?? '',
    kind: kinds[Number(numberIn(span, 6))] ?? 'unspecified',
    startMs: ms(7),
    endMs: ms(8),
    failed: bytesIn(span, 15).some((status) => numberIn(status, 3) === errorStatus),
    attributes: attributesOf(span, 9),
  };
}

/** The attributes in a field; of values the texts and whole numbers. */
function attributesOf(message: Buffer, number: number): Record<string, string | number> {
  return Object.fromEntries(
    bytesIn(message, number).map((pair) => {
      const [value] = fieldsOf(bytesIn(pair, 2)[0] ?? Buffer.alloc(0));
      const text = typeof value?.value === 'bigint' ? Number(value.value) : (value?.value.toString() ?? '');
      return [bytesIn(pair, 1)[0]?.toString() ?? '', text];
    }),
  );
}
