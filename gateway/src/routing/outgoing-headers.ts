import { serviceTokenHeader, webTokenHeader } from '@coincast/shared/http';
import type { RequestHandler } from 'express';

/** Between us and the client alone (RFC 9110, 7.6.1). Transfer-Encoding stays: it frames the body that passes through. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];

/** What only we, or proxies that we trust, may say to a service. */
const ours = [
  serviceTokenHeader,
  webTokenHeader,
  'forwarded',
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-proto',
  'x-forwarded-server',
];

const notForServices = [...hopByHop, ...ours];

/** A Connection header that names these is not obeyed: without them the body would be read in two ways. */
const neverDropped = new Set(['content-length', 'transfer-encoding', 'host', 'x-request-id', 'traceparent']);

/** Turns the client's headers into those that a service gets: nothing of the hop, nothing forged, and where it came from. */
export const outgoingHeaders: RequestHandler = (request, _response, next) => {
  const { headers } = request;
  const { clientAddress, protocol, host } = request.exchange;
  if (headers.connection !== undefined) {
    for (const name of headers.connection.toLowerCase().split(',')) {
      if (!neverDropped.has(name.trim())) delete headers[name.trim()];
    }
  }
  for (const name of notForServices) {
    // Deleting what is not there would still cost V8 the object's shape.
    if (name in headers) delete headers[name];
  }
  // One address, whoever reads it from whichever end.
  headers['x-forwarded-for'] = clientAddress;
  headers['x-forwarded-proto'] = protocol;
  if (host) headers['x-forwarded-host'] = host;
  next();
};

const notForClients = new Set([...hopByHop, 'transfer-encoding', 'x-request-id', 'x-powered-by', 'server', 'vary']);

/** Whether a header of a service's answer goes on to the client. */
export function isForClients(name: string): boolean {
  return !notForClients.has(name) && !name.startsWith('access-control-');
}
