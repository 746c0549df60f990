import { expect } from 'chai';
import fc from 'fast-check';
import {
  costOf,
  nextStep,
  publicStage,
  publicStatus,
  type SagaEvent,
  type SagaMessage,
  type Stage,
  sagaTable,
  stagesOf,
  verdictOfClock,
} from '../../src/saga/saga.rules.js';

const events: SagaEvent[] = ['debited', 'rejected', 'completed', 'failed', 'refunded', 'overdue', 'exhausted'];
const anyOrder = fc.array(fc.constantFrom(...events), { maxLength: 40 });

/** A job's way through the saga under these events. */
function run(sequence: readonly SagaEvent[]) {
  let stage: Stage = 'DEBITING';
  const stages: Stage[] = [stage];
  const sent: SagaMessage[] = ['request_debit'];
  const taken: SagaEvent[] = [];
  for (const event of sequence) {
    const step = nextStep(stage, event);
    if (!step) continue;
    stage = step.to;
    stages.push(stage);
    sent.push(...step.send);
    taken.push(event);
  }
  return { stage, stages, sent, taken, statuses: stages.map(publicStatus) };
}

const count = <Item>(items: readonly Item[], item: Item) => items.filter((other) => other === item).length;

describe('the saga', () => {
  it('goes from the debit over the run to OK', () => {
    const { stage, sent } = run(['debited', 'completed']);
    expect(stage).to.equal('OK');
    expect(sent).to.deep.equal(['request_debit', 'request_inference', 'job_finished']);
  });

  it('ends unpaid without a refund when billing refuses', () => {
    expect(run(['rejected'])).to.deep.include({ stage: 'ERROR', sent: ['request_debit', 'job_finished'] });
    expect(nextStep('DEBITING', 'rejected')?.error).to.equal('not_enough_credits');
  });

  it('refunds a failed run and rests when billing has confirmed it', () => {
    const { stage, sent } = run(['debited', 'failed', 'overdue', 'refunded', 'overdue']);
    expect(stage).to.equal('ERROR');
    expect(count(sent, 'request_refund')).to.equal(2);
  });

  it('shows clients what is being done: a stage is done exactly when the status is not PENDING', () => {
    const stages = Object.keys(sagaTable) as Stage[];
    expect(stages.map(publicStage)).to.deep.equal(['paying', 'computing', 'done', 'done', 'done']);
    for (const stage of stages) expect(publicStage(stage) === 'done').to.equal(publicStatus(stage) !== 'PENDING');
  });

  it('has each stage in exactly one status', () => {
    const statuses = ['PENDING', 'OK', 'ERROR'] as const;
    expect(statuses.flatMap(stagesOf)).to.have.members(Object.keys(sagaTable));
    for (const status of statuses)
      expect(stagesOf(status).map(publicStatus)).to.satisfy((all: string[]) => all.every((one) => one === status));
  });

  it('never changes a job’s public status once it is OK or ERROR, in any order and number of events', () => {
    fc.assert(
      fc.property(anyOrder, (sequence) => {
        const { statuses } = run(sequence);
        const final = statuses.findIndex((status) => status !== 'PENDING');
        if (final >= 0) expect(new Set(statuses.slice(final)).size).to.equal(1);
      }),
    );
  });

  it('tells of the end exactly once, and only at the end', () => {
    fc.assert(
      fc.property(anyOrder, (sequence) => {
        const { sent, stage } = run(sequence);
        expect(count(sent, 'job_finished')).to.equal(publicStatus(stage) === 'PENDING' ? 0 : 1);
      }),
    );
  });

  it('requests a refund if and only if the job failed and may have been debited', () => {
    fc.assert(
      fc.property(anyOrder, (sequence) => {
        const { sent, stage, taken } = run(sequence);
        const failed = publicStatus(stage) === 'ERROR';
        expect(sent.includes('request_refund')).to.equal(failed && !taken.includes('rejected'));
      }),
    );
  });

  it('is OK only after a debit and a completed run', () => {
    fc.assert(
      fc.property(anyOrder, (sequence) => {
        const { stage, taken } = run(sequence);
        if (stage === 'OK')
          expect(taken.filter((event) => event !== 'overdue')).to.deep.equal(['debited', 'completed']);
      }),
    );
  });

  it('takes duplicates as if they had come once', () => {
    fc.assert(
      fc.property(anyOrder, (sequence) => {
        const once = sequence.filter((event) => event !== 'overdue');
        const twice = once.flatMap((event) => [event, event]);
        expect(run(twice)).to.deep.equal(run(once));
      }),
    );
  });

  it('has someone who asks again in every stage that awaits an answer', () => {
    for (const stage of ['DEBITING', 'RUNNING', 'REFUNDING'] as const) {
      expect(sagaTable[stage].overdue).to.include({ to: stage });
      expect(sagaTable[stage].overdue?.send).to.have.lengthOf(1);
    }
    expect([sagaTable.OK, sagaTable.ERROR]).to.deep.equal([{}, {}]);
  });

  it('gives up asking after the last attempt, but never for a refund', () => {
    expect(verdictOfClock('DEBITING', 4, 5)).to.equal('overdue');
    expect(verdictOfClock('DEBITING', 5, 5)).to.equal('exhausted');
    expect(verdictOfClock('RUNNING', 5, 5)).to.equal('exhausted');
    expect(verdictOfClock('REFUNDING', 500, 5)).to.equal('overdue');
  });

  it('costs the quoted price until it fails', () => {
    const costs = (['DEBITING', 'RUNNING', 'OK', 'REFUNDING', 'ERROR'] as const).map((stage) => costOf(stage, 7));
    expect(costs).to.deep.equal([7, 7, 7, 0, 0]);
  });
});

/**
 * Billing's side of a job: none -> debited -> refunded, none -> voided, none -> rejected; the same answer again.
 */
class BillingModel {
  state: 'none' | 'debited' | 'refunded' | 'voided' | 'rejected' = 'none';

  constructor(private readonly hasCredits: boolean) {}

  debit(): SagaEvent | null {
    if (this.state === 'none') this.state = this.hasCredits ? 'debited' : 'rejected';
    if (this.state === 'voided') return null;
    return this.state === 'rejected' ? 'rejected' : 'debited';
  }

  refund(): SagaEvent {
    if (this.state === 'debited') this.state = 'refunded';
    if (this.state === 'none') this.state = 'voided';
    return 'refunded';
  }
}

describe('the saga with billing and a worker, over a bus that loses, repeats and reorders', () => {
  it('ends every job, and takes the price exactly for those that are OK', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.infiniteStream(fc.nat()), (hasCredits, modelWorks, chance) => {
        const billing = new BillingModel(hasCredits);
        const job = { stage: 'DEBITING' as Stage, attempts: 1 };
        const bus: (SagaMessage | SagaEvent)[] = ['request_debit'];
        const next = (below: number) => (chance.next().value ?? 0) % below;
        const happen = (event: SagaEvent) => {
          const step = nextStep(job.stage, event);
          if (!step) return;
          job.attempts = step.to === job.stage ? job.attempts + 1 : 1;
          job.stage = step.to;
          bus.push(...step.send);
        };
        for (let turn = 0; turn < 400 && job.stage !== 'OK' && job.stage !== 'ERROR'; turn++) {
          // A fair bus after a while, or nothing would have to end.
          const luck = turn < 100 ? next(4) : 3;
          const [message] = bus.splice(next(Math.max(bus.length, 1)), luck === 0 ? 0 : 1);
          if (message === undefined) happen(verdictOfClock(job.stage, job.attempts, 5));
          else if (luck === 1) continue;
          else if (message === 'request_debit') bus.push(billing.debit() ?? 'job_finished');
          else if (message === 'request_refund') bus.push(billing.refund());
          else if (message === 'request_inference') bus.push(modelWorks ? 'completed' : 'failed');
          else if (message !== 'job_finished') happen(message);
        }
        expect(job.stage).to.be.oneOf(['OK', 'ERROR']);
        expect(billing.state === 'debited').to.equal(job.stage === 'OK');
      }),
      { numRuns: 300 },
    );
  });
});
