import { expect } from 'chai';
import { password, register } from './customer.js';
import { dailyCsv } from './samples.js';
import { english, loginStatus, russian } from './system.js';

describe('the way to a forecast in a chat', () => {
  it('leads from the first word over an account, credits and a file to the picture, the files and the history', async () => {
    const anna = english();
    anna.says('/start');
    await anna.sees('Forecasts of time series', { button: 'Register' });
    const email = await register(anna);

    await anna.presses('Balance');
    await anna.sees('Your balance: 0 credits', { button: '+500' });
    await anna.presses('+500');
    await anna.sees('500 credits added. Your balance is 500.');

    await anna.presses('New forecast');
    await anna.sees('Which model?');
    await anna.presses(/^Linear trend/);
    await anna.sees('Model: Linear trend');
    anna.sends({ name: 'sales.csv', content: dailyCsv(60, 'someday,7\n31.02.2026,8\n') });
    const quote = await anna.sees('To pay: 60 × 1 = 60 credits', { button: 'Buy for 60 credits' });
    expect(quote.text).to.include('Line 62: Not a date or time').and.include('Line 63: No such date');
    expect(quote.text).to.include('Balance: 500').and.include('After: 440');
    await anna.presses('Buy for 60 credits');
    const result = await anna.sees('The forecast is ready: sales.csv', { button: 'CSV' });
    expect(result.id).to.equal(quote.id);
    expect(result.photo).to.include({ width: 1280, height: 720 });
    expect(result.caption).to.include('Charged: 60 credits. Your balance is 440.');

    await anna.presses('CSV');
    const csv = await anna.sees('Forecast for', { where: ({ document }) => document !== undefined });
    expect(csv.document?.bytes.toString()).to.match(/^timestamp,prediction/);
    expect(csv.document?.bytes.toString().trim().split('\n')).to.have.length(61);

    anna.says('/ph');
    await anna.sees('sales.csv: Ready');
    anna.says('/tx');
    await anna.sees(/−60 {2}Forecast, job \d+/);
    expect(await loginStatus(email, password)).to.equal(200);
  });

  it('speaks Russian to those whose Telegram does', async () => {
    const ivan = russian();
    ivan.says('/start');
    await ivan.sees('Прогнозы', { button: 'Зарегистрироваться' });
  });
});
