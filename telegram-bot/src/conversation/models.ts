import type { ModelOnSale } from '@coincast/shared/gateway-client';
import { button, type Keyboard, linesOf } from './keyboard.js';
import type { Turn } from './turn.js';

const suggestedName = 'Auto';
const modelsPerLine = 1;

/** The one that suits most series comes first. */
export async function modelsOnSale(turn: Turn): Promise<ModelOnSale[]> {
  const models = await turn.api.models.catalogue(turn.caller);
  const isSuggested = ({ name }: ModelOnSale) => name === suggestedName;
  return [...models.filter(isSuggested), ...models.filter((model) => !isSuggested(model))];
}

/** In any case of its letters. */
export async function modelNamed(turn: Turn, name: string): Promise<ModelOnSale | undefined> {
  const models = await modelsOnSale(turn);
  return models.find((model) => model.name.toLowerCase() === name.toLowerCase());
}

/** For a file that comes before a model is chosen. */
export async function suggestedModel(turn: Turn): Promise<string> {
  const [first] = await modelsOnSale(turn);
  return first?.name ?? suggestedName;
}

/** @param prefix the action, and what stands before the model's name */
export function modelKeyboard(
  { texts, language }: Turn,
  models: ModelOnSale[],
  ...prefix: [string, ...string[]]
): Keyboard {
  const [action, ...values] = prefix;
  const labels = models.map(({ name, title, price_per_row: price }) =>
    button(texts.buttons.model(title[language], price), action, ...values, name),
  );
  return [...linesOf(labels, modelsPerLine), [button(texts.buttons.cancel, 'cancel')]];
}
