import { expect } from 'chai';
import { debitRequested } from '../../src/contracts/index.js';
import { eventIdOf, MalformedEventError, parseEvent, serializeEvent } from '../../src/messaging/index.js';

const data = { job_id: 1, user_id: 2, amount: 3 };
const context = { source: '/prediction-service', subject: 1 };
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('an event', () => {
  it('travels as a CloudEvent and is read back', () => {
    const { id, type, body } = serializeEvent(debitRequested, data, { ...context, traceparent });
    const event = parseEvent(debitRequested, JSON.parse(body));
    expect(event).to.deep.include({ specversion: '1.0', id, type, subject: '1', source: '/prediction-service' });
    expect(event).to.deep.include({ dataschema: '/events/credits.debit.requested/1', traceparent, data });
    expect(eventIdOf(body)).to.equal(id);
    expect(new Date(event.time).toISOString()).to.equal(event.time);
  });

  it('has no traceparent when nothing caused it', () => {
    expect(JSON.parse(serializeEvent(debitRequested, data, context).body)).to.not.have.property('traceparent');
  });

  it('loses fields of its data that this reader does not know', () => {
    const event = JSON.parse(serializeEvent(debitRequested, data, context).body);
    expect(parseEvent(debitRequested, { ...event, data: { ...data, currency: 'EUR' } }).data).to.deep.equal(data);
  });

  it('is malformed when its envelope or data breaks the contract', () => {
    const event = JSON.parse(serializeEvent(debitRequested, data, context).body);
    const broken = [
      null,
      'text',
      [],
      {},
      { ...event, specversion: '0.3' },
      { ...event, id: undefined },
      { ...event, type: 'credits.debited' },
      { ...event, data: undefined },
      { ...event, data: { ...data, amount: '3' } },
      { ...event, data: { ...data, amount: 0 } },
      { ...event, data: { ...data, amount: 1.5 } },
      { ...event, data: { job_id: 1, user_id: 2 } },
    ];
    for (const message of broken) {
      expect(() => parseEvent(debitRequested, message), JSON.stringify(message)).to.throw(MalformedEventError);
    }
  });

  it('has an id, or is malformed', () => {
    expect(() => eventIdOf('{"data":{}}')).to.throw(MalformedEventError);
  });
});
