import type { BotTexts } from '../texts.js';
import { account } from './account.js';
import { buttons } from './buttons.js';
import { general } from './general.js';
import { menu } from './menu.js';
import { predict } from './predict.js';
import { results } from './results.js';
import { signingIn } from './signing-in.js';
import { troubles } from './troubles.js';

export const ru: BotTexts = {
  ...general,
  ...signingIn,
  ...account,
  ...predict,
  ...results,
  ...troubles,
  buttons,
  menu,
};
