import { expect } from 'chai';
import { type Api, AuthFixture } from './auth-fixture.js';

describe('GET /openapi.json', () => {
  let fixture: AuthFixture;
  let api: Api;

  before(async () => {
    fixture = await AuthFixture.create();
    api = await fixture.start();
  });
  after(() => fixture.close());

  it('describes the public calls from the schemas that validate them', async () => {
    const { body } = await api.get('/openapi.json').expect(200);
    expect(body.openapi).to.equal('3.1.0');
    expect(Object.keys(body.paths)).to.have.members([
      '/api/auth/register',
      '/api/auth/login',
      '/api/auth/link-codes',
      '/api/auth/link-codes/redeem',
      '/api/auth/me',
      '/api/auth/users',
    ]);
    const { post: login } = body.paths['/api/auth/login'];
    expect(login.requestBody.content).to.have.all.keys('application/json', 'application/x-www-form-urlencoded');
    expect(login.responses).to.have.all.keys('200', '400', '401', '413', '415', '422', '429', '503');
    const { schema } = body.paths['/api/auth/register'].post.requestBody.content['application/json'];
    expect(schema.required).to.have.members(['email', 'password']);
    expect(schema.properties.password).to.include({ type: 'string', minLength: 4, maxLength: 1024 });
    expect(body.paths['/api/auth/users'].get.security).to.deep.equal([{ bearer: [] }]);
  });

  it('answers 404 as a problem for what there is not', async () => {
    const { body } = await api
      .get('/api/auth/nothing')
      .expect(404)
      .expect('content-type', /problem\+json/);
    expect(body.code).to.equal('not_found');
  });
});
