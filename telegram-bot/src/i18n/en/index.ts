import { account } from './account.js';
import { buttons } from './buttons.js';
import { general } from './general.js';
import { menu } from './menu.js';
import { predict } from './predict.js';
import { results } from './results.js';
import { signingIn } from './signing-in.js';
import { troubles } from './troubles.js';

/** English sets the keys. */
export const en = {
  ...general,
  ...signingIn,
  ...account,
  ...predict,
  ...results,
  ...troubles,
  buttons,
  menu,
};
