/** What a button does: the action, and what it acts on. */
export interface Press {
  action: string;
  arguments: string[];
}

const longestBytes = 64;

/**
 * What Telegram brings back when the button is pressed, however much later.
 * @throws RangeError above Telegram's 64 bytes
 */
export function buttonData(action: string, ...values: (string | number)[]): string {
  const data = [action, ...values].join(':');
  if (Buffer.byteLength(data) > longestBytes) throw new RangeError(`${data} is too long for a button`);
  return data;
}

/** What `buttonData` was made of; whatever else comes has an action that nobody knows. */
export function pressOf(data: string): Press {
  const [action = '', ...values] = data.split(':');
  return { action, arguments: values };
}

/** A positive whole number, as ids are; undefined for everything else. */
export function idIn(text: string | undefined): number | undefined {
  if (text === undefined || !/^[1-9]\d{0,15}$/.test(text)) return undefined;
  const id = Number(text);
  return Number.isSafeInteger(id) ? id : undefined;
}
