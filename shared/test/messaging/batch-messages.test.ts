import { expect } from 'chai';
import { pack } from '../../src/messaging/rabbitmq/batch-messages.js';

const event = (type: string, n: number, chars = 10) => ({
  id: `${type}-${n}`,
  type,
  body: JSON.stringify({ n, text: 'x'.repeat(chars) }),
});

describe('messages of several events', () => {
  it('put events of one type together, in their order', () => {
    const messages = pack([event('a', 1), event('b', 1), event('a', 2)]);
    expect(messages.map(({ type, content }) => [type, JSON.parse(content.toString()).n ?? 'batch'])).to.deep.equal([
      ['a', 'batch'],
      ['b', 1],
    ]);
    expect(JSON.parse(messages[0]?.content.toString() ?? '').map(({ n }: { n: number }) => n)).to.deep.equal([1, 2]);
  });

  it('are CloudEvents batches; one event alone is a CloudEvent', () => {
    const types = pack([event('a', 1), event('a', 2), event('b', 1)]).map(({ options }) => options.contentType);
    expect(types).to.deep.equal(['application/cloudevents-batch+json', 'application/cloudevents+json']);
  });

  it('end at 32 events and at 16 Ki characters, and lose nothing', () => {
    const many = pack(Array.from({ length: 100 }, (_, n) => event('a', n)));
    expect(many.map(({ content }) => JSON.parse(content.toString()).length)).to.deep.equal([32, 32, 32, 4]);
    expect(pack([event('a', 1, 12_000), event('a', 2, 12_000)])).to.have.length(2);
    expect(pack([event('a', 1, 100_000)])).to.have.length(1);
  });
});
