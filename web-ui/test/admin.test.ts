import { expect } from 'chai';
import { type Cabinet, signedIn, startCabinet } from './cabinet-fixture.js';
import { problem } from './fake-gateway.js';

describe('administration', () => {
  let cabinet: Cabinet;
  beforeEach(async () => {
    cabinet = await startCabinet();
    cabinet.gateway.accounts.me.role = 'ADMIN';
  });
  afterEach(() => cabinet.close());
  const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
  const email = 'm.orlova@grid.example';
  const find = (query = '') => cabinet.get(`/admin?email=${encodeURIComponent(email)}${query}`, signedIn);
  const job = (id: number) => ({
    id,
    model_name: 'Auto',
    status: 'OK' as const,
    cost: 1_460,
    created_at: '2026-03-01T10:00:00.000Z',
    finished_at: null,
    title: `series <${id}>.csv`,
    rows: { valid: 1_460, invalid: 3 },
    horizon: 5,
    error: null,
  });

  it('finds a user by e-mail: account, jobs and ledger', async () => {
    const { ledger, jobs, user } = cabinet.gateway.accounts.add(email);
    ledger.deposit(11_401, 'Invoice <12>', new Date('2026-03-01T09:05:00Z'));
    jobs.push(job(41));
    const { status, text } = await find();
    expect(status).to.equal(200);
    expect(text).to.include('#318').and.include('16 Nov 2026').and.include('11,401 <small>credits');
    expect(text).to.include('series &lt;41&gt;.csv').and.include('Invoice &lt;12&gt;').and.include('Ready');
    // It is somebody else's: there is no page of it.
    expect(text).to.not.include('href="/job/');
    expect(text).to.include('<span class="account__mail">ann@example.com</span>');
    user.role = 'ADMIN';
    expect((await find()).text).to.match(/<dt>Role<\/dt><dd>Administrator<\/dd>/);
  });

  it('pages jobs and ledger apart from each other', async () => {
    const { ledger, jobs } = cabinet.gateway.accounts.add(email);
    for (let i = 0; i < 25; i++) ledger.deposit(1);
    for (let i = 25; i > 0; i--) jobs.push(job(i));
    const { text } = await find();
    const address = '/admin?email=m.orlova%40grid.example';
    expect(text).to.include(`href="${address}&amp;jobs_before=6"`);
    expect(text).to.include(`href="${address}&amp;entries_before=6"`);
    const older = (await find('&jobs_before=6')).text;
    expect(older.match(/Auto · #\d+/g)).to.deep.equal([5, 4, 3, 2, 1].map((id) => `Auto · #${id}`));
    expect(older).to.include(`href="${address}&amp;jobs_before=6&amp;entries_before=6"`);
  });

  it('says that nobody has an e-mail, or that it is none', async () => {
    expect((await find()).text)
      .to.include('Nobody has this email')
      .and.include(`value="${email}"`);
    const wrong = await cabinet.get('/admin?email=somebody', signedIn);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('This is not an email address').and.include('id="find-error"');
    const empty = await cabinet.get('/admin', signedIn);
    expect([empty.status, empty.text.includes('Nobody has')]).to.deep.equal([200, false]);
  });

  it('tops the account up with a reason, once, and says so when the ledger does', async () => {
    const { ledger } = cabinet.gateway.accounts.add(email);
    const form = { email, amount: '2,000', reason: 'Goodwill, ticket 77', key };
    for (const _ of [1, 2]) {
      const { status, headers } = await cabinet.post('/admin', form, signedIn);
      expect([status, headers['location']]).to.deep.equal([303, '/admin?email=m.orlova%40grid.example&added=2000']);
    }
    expect([ledger.balance, ledger.transactions[0]?.reason]).to.deep.equal([2_000, 'Goodwill, ticket 77']);
    expect(cabinet.gateway.balance).to.equal(0);
    expect((await find('&added=2000')).text)
      .to.include('2,000 credits added')
      .and.include('balance of this account is 2,000');
    expect((await find('&added=7000')).text).to.not.include('credits added');
  });

  it('422 beside what is missing, with the rest kept and nothing booked', async () => {
    const { ledger } = cabinet.gateway.accounts.add(email);
    const noReason = await cabinet.post('/admin', { email, amount: '5', reason: ' ', key }, signedIn);
    expect(noReason.status).to.equal(422);
    expect(noReason.text).to.include('Say what the credits are for.').and.include('value="5"').and.include(key);
    const noAmount = await cabinet.post('/admin', { email, amount: '1,5', reason: 'kept', key }, signedIn);
    expect(noAmount.status).to.equal(422);
    expect(noAmount.text).to.include('A whole number from 1').and.include('value="kept"');
    const nobody = await cabinet.post('/admin', { email: 'x@y.test', amount: '5', reason: 'r', key }, signedIn);
    expect(nobody.status).to.equal(422);
    expect(nobody.text).to.include('Nobody has this email');
    cabinet.gateway.answers.set('POST /api/account/318/top-up', problem(422, 'balance_limit'));
    const tooMuch = await cabinet.post('/admin', { email, amount: '5', reason: 'r', key }, signedIn);
    expect([tooMuch.status, tooMuch.text.includes('The balance would grow too large')]).to.deep.equal([422, true]);
    expect(ledger.balance).to.equal(0);
  });

  it('shows hostile text as text', async () => {
    const attack = `"><script>alert(1)</script>`;
    const { ledger, jobs } = cabinet.gateway.accounts.add(email);
    ledger.deposit(1, attack);
    jobs.push({ ...job(1), title: attack, model_name: attack });
    const pages = [
      await find(),
      await cabinet.get(`/admin?email=${encodeURIComponent(`${attack}@x`)}`, signedIn),
      await cabinet.post('/admin', { email, amount: attack, reason: attack, key: attack }, signedIn),
    ];
    for (const { text } of pages) {
      expect(text).to.include('&lt;script&gt;alert');
      expect(text).to.not.include('<script>alert');
    }
  });

  describe('for everybody else', () => {
    /** What a page says, without the id that differs. */
    const said = ({ status, text, headers }: { status: number; text: string; headers: Record<string, unknown> }) => ({
      status,
      text: text.replaceAll(String(headers['x-request-id']), 'ID'),
      cookies: headers['set-cookie'],
    });
    const claims = Buffer.from(JSON.stringify({ sub: 7, role: 'ADMIN' })).toString('base64url');
    const visitors: [string, Record<string, string>][] = [
      ['nobody', {}],
      ['a user', signedIn],
      ['a user whose cookie claims more', { Cookie: `access_token=aaa.${claims}.ccc` }],
      ['a session that has ended', { Cookie: 'access_token=old.old.old' }],
    ];
    for (const [who, headers] of visitors) {
      it(`is the page that is not there: ${who}`, async () => {
        cabinet.gateway.accounts.me.role = 'USER';
        const { ledger } = cabinet.gateway.accounts.add(email);
        const nowhere = said(await cabinet.get('/nowhere', headers));
        expect(nowhere.status).to.equal(404);
        expect(said(await cabinet.get(`/admin?email=${email}`, headers))).to.deep.equal(nowhere);
        const form = { email, amount: '5', reason: 'r', key };
        const postNowhere = said(await cabinet.post('/nowhere', form, headers));
        expect(said(await cabinet.post('/admin', form, headers))).to.deep.equal(postNowhere);
        expect(ledger.balance).to.equal(0);
        expect(cabinet.gateway.seen.map(({ call }) => call)).to.not.include('GET /api/auth/users');
      });
    }

    it('is the same for a right that the token does not carry yet', async () => {
      cabinet.gateway.answers.set('GET /api/auth/users', problem(403, 'forbidden'));
      expect((await find()).status).to.equal(404);
    });

    it('is a problem for programs, as every address that is not there', async () => {
      const { status, type } = await cabinet.get('/admin', { Accept: 'application/json' });
      expect([status, type]).to.deep.equal([404, 'application/problem+json']);
    });
  });
});
