import { expect } from 'chai';
import { PredictionFixture } from '../prediction-fixture.js';

describe('GET /api/predict/users/{user_id}/history', () => {
  let fixture: PredictionFixture;
  let owner: { id: number; token: string };
  let admin = '';
  before(async () => {
    fixture = await PredictionFixture.start();
    owner = fixture.user();
    admin = fixture.issuer.tokenFor(900_001, 'ADMIN');
    for (let i = 0; i < 3; i++) await fixture.order(owner.token);
    await fixture.order(fixture.user().token);
  });
  after(() => fixture.close());

  const path = (id: number | string, query = '') => `/api/predict/users/${id}/history${query}`;

  it('answers an administrator 200 with what the owner sees', async () => {
    for (const query of ['', '/?limit=1', '?status=OK', '?status=PENDING&limit=2']) {
      const { status, body } = await fixture.get(path(owner.id, query), admin);
      expect(status).to.equal(200);
      expect(body, query).to.deep.equal((await fixture.get(`/api/predict/history${query}`, owner.token)).body);
    }
    expect((await fixture.get(path(owner.id), admin)).body).to.have.lengthOf(3);
    expect((await fixture.get(path(77_777), admin)).body).to.deep.equal([]);
  });

  it('answers 401 without a token and 403 to a user, whosever jobs they ask for', async () => {
    expect((await fixture.get(path(owner.id))).status).to.equal(401);
    for (const id of [owner.id, 1]) {
      const { status, body } = await fixture.get(path(id), owner.token);
      expect([status, body['code']]).to.deep.equal([403, 'forbidden']);
    }
  });

  it('answers 422 to an id that is none and to a bad page or status', async () => {
    for (const bad of [path(0), path('me'), path('1.5'), path('9007199254740993')]) {
      expect((await fixture.get(bad, admin)).status, bad).to.equal(422);
    }
    for (const query of ['?limit=0', '?before=x', '?status=DONE']) {
      expect((await fixture.get(path(1, query), admin)).status, query).to.equal(422);
    }
  });
});
