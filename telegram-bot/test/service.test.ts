import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { BotBench } from './bot-fixture.js';

const finished = (job_id: number) => ({ job_id, user_id: 1, status: 'OK', error: null, cost: 3 }) as const;

describe('startTelegramBot', () => {
  let bench: BotBench;
  beforeEach(async () => {
    bench = await BotBench.open();
  });
  afterEach(() => bench.close());

  it('is ready when Telegram answers and events come', async () => {
    const { url } = await bench.start();
    const ready = await eventually('ready', async () => {
      const answer = await fetch(`${url}/health/ready`);
      return answer.ok && answer.json();
    });
    expect(ready).to.deep.equal({ status: 'ok', checks: { telegram: true, broker: true } });
  });

  it('tells Prometheus of its requests and its queue', async () => {
    const { url } = await bench.start();
    await fetch(`${url}/health/live`);
    await fetch(`${url}/nowhere`);
    const text = await (await fetch(`${url}/metrics`)).text();
    const samples = text.split('\n').map((line) => line.replace(/service="telegram-bot",?/, ''));
    expect(samples).to.include.members([
      'http_request_duration_seconds_count{method="GET",route="/health/live",status="200"} 1',
      'http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
    ]);
    expect(text).to.match(/^coincast_queue_messages\{queue="telegram-bot.job.finished",service="telegram-bot"\} 0$/m);
  });

  it('passes finished jobs on, those of the time when it was away included', async () => {
    const bot = await bench.start();
    await bench.tellFinished(finished(1));
    await eventually('the first', () => bench.finished.length === 1);
    await bench.stop(bot);
    await bench.tellFinished(finished(2));
    await bench.start();
    await eventually('the second', () => bench.finished.length === 2);
    expect(bench.finished).to.deep.equal([1, 2]);
  });

  it('takes up what was left open until that succeeds', async () => {
    let failures = 1;
    bench.onResume = async () => {
      if (failures-- > 0) throw new Error('the API is away');
    };
    await bench.start();
    await eventually('resumed', () => bench.resumed === 2);
    expect(bench.log.text()).to.include('the API is away');
  });

  it('gives the conversation all that it works with', async () => {
    await bench.start();
    expect(bench.parts).to.include.keys('config', 'store', 'api', 'messenger', 'logger');
  });

  it('says what is wrong with its environment', async () => {
    const failure = await bench.start({ BOT_SESSION_KEY: 'short' }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    expect(String(failure)).to.include('BOT_SESSION_KEY').and.not.include('short');
  });

  it('lets go of everything when its port is taken', async () => {
    const { url } = await bench.start();
    const failure = await bench.start({ PORT: new URL(url).port }).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'EADDRINUSE' });
  });
});
