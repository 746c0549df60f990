/** Signs that turn the text around them, and controls: nothing of a name, but a way to make one look like another. */
const deceiving = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text that somebody else wrote, as one line that reads in its own order. */
export function withoutDeceivingSigns(text: string): string {
  return text.replaceAll(deceiving, '\u{fffd}').trim();
}

/** What a job is called: its file's name, or its model where there is none. */
export function jobName({ title, model_name }: { title: string | null; model_name: string }): string {
  const name = withoutDeceivingSigns(title ?? '');
  return name === '' ? model_name : name;
}
