import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import { register, signIn, someone, topUp } from '../src/tasks.js';
import { arrive, systemUrl } from './system.js';

describe('forms', () => {
  it('say beside its field what is wrong with a registration, and put the focus there', async () => {
    const taken = await Buyer.register(systemUrl());
    const visitor = await arrive();
    await visitor.open('/register');
    await register(visitor, { email: '', password: '' });
    expect(await visitor.faultOf('Email')).to.equal('Enter your email.');
    expect(await visitor.faultOf('Password')).to.equal('From 4 to 1,024 characters.');
    expect(await visitor.page.evaluate(() => document.activeElement?.id)).to.equal('email');
    await register(visitor, { email: 'somewhere', password: 'long enough' });
    expect(await visitor.faultOf('Email')).to.match(/^This is not an email address/);
    await register(visitor, { email: taken.email, password: 'long enough' });
    await visitor.sees('This email already has an account');
    expect(await visitor.faultOf('Email')).to.match(/already has an account/);
    expect(await visitor.page.getByLabel('Email', { exact: true }).inputValue()).to.equal(taken.email);
    expect(await visitor.page.getByLabel('Password', { exact: true }).inputValue()).to.equal('');
  });

  it('say beside its field what is wrong with a sign-in', async () => {
    const visitor = await arrive();
    await visitor.open('/login');
    await signIn(visitor, { email: '', password: '' });
    expect(await visitor.faultOf('Email')).to.equal('Enter your email.');
    expect(await visitor.faultOf('Password')).to.equal('Enter your password.');
    await signIn(visitor, someone());
    await visitor.sees('That email and password do not match.');
    expect(await visitor.faultOf('Password')).to.match(/Caps Lock/);
  });

  it('say beside its field what is wrong with a top-up, and keep what was typed', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl()) });
    await visitor.open('/balance');
    await topUp(visitor, { amount: '12.5', reason: 'Invoice 7' });
    expect(await visitor.faultOf('Or another amount')).to.match(/^A whole number from 1/);
    expect(await visitor.page.getByLabel('Or another amount').inputValue()).to.equal('12.5');
    expect(await visitor.page.getByLabel('Note').inputValue()).to.equal('Invoice 7');
    await visitor.sees('0', visitor.page.locator('.wallet__value'));
  });

  it('show and hide the password, and say which', async () => {
    const visitor = await arrive();
    await visitor.open('/login');
    const password = visitor.page.getByLabel('Password', { exact: true });
    await password.fill('secret');
    await visitor.page.getByRole('button', { name: 'Show', pressed: false }).click();
    expect(await password.getAttribute('type')).to.equal('text');
    await visitor.page.getByRole('button', { name: 'Hide', pressed: true }).click();
    expect(await password.getAttribute('type')).to.equal('password');
    expect(await password.inputValue()).to.equal('secret');
  });

  it('have a receipt and a button that follow the amount', async () => {
    const visitor = await arrive({ as: await Buyer.register(systemUrl(), 500) });
    const { page } = visitor;
    await visitor.open('/balance');
    const after = page.locator('.receipt [data-after]');
    const amount = page.getByLabel('Or another amount');
    await page.getByText('10,000', { exact: true }).click();
    await visitor.sees('10,500', after.locator('..'));
    await amount.fill('250');
    await visitor.sees('750', after.locator('..'));
    await page.getByRole('button', { name: 'Add 250', exact: true }).waitFor();
    expect(await page.locator('input[name="preset"]:checked').count()).to.equal(0);
    await page.getByText('1,000', { exact: true }).click();
    expect(await amount.inputValue()).to.equal('');
    await page.getByRole('button', { name: 'Add 1,000', exact: true }).click();
    await visitor.isAt('/balance?added=1000');
    await visitor.sees('1,500', page.locator('.wallet__value'));
  });

  it('book once when they are sent twice', async () => {
    const buyer = await Buyer.register(systemUrl());
    const visitor = await arrive({ as: buyer });
    const { page } = visitor;
    await visitor.open('/balance');
    const key = await page.locator('input[name="key"]').inputValue();
    await topUp(visitor, { amount: '300' });
    await visitor.isAt('/balance?added=300');
    // The form as it was sent before, once more.
    await page.locator('input[name="key"]').evaluate((input, value) => input.setAttribute('value', value), key);
    await topUp(visitor, { amount: '300' });
    await visitor.isAt('/balance?added=300');
    await page.locator('#rows > tr').first().waitFor();
    expect(await page.locator('#rows > tr').count()).to.equal(1);
    expect(await buyer.balance()).to.equal(300);
  });

  it('count only when they come from our own pages', async () => {
    const buyer = await Buyer.register(systemUrl());
    const visitor = await arrive({ as: buyer });
    await visitor.open('/balance');
    // A page of nobody's, whose form goes to ours.
    await visitor.page.goto('about:blank');
    await visitor.page.setContent(
      `<form method="post" action="${visitor.url}/balance"><input name="amount" value="500"><button>Win</button></form>`,
    );
    await visitor.page.getByRole('button', { name: 'Win' }).click();
    await visitor.sees('This form came from another site');
    expect(await buyer.balance()).to.equal(0);
  });
});
