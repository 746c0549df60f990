import type { Page } from 'playwright-core';

/**
 * What can be seen on a page without script, looks as if it could be used, and cannot: buttons that send nothing, fields
 * that no button sends, links that lead nowhere, roles that only a script brings to life, fields of files that do not
 * show what was chosen.
 * @returns a line each, with what it says.
 */
export function deadControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const native = 'a[href], button, input, select, textarea, summary, [contenteditable]';
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const seen = [...document.querySelectorAll('*')].filter(isSeen);
    const isOf = (selector: string) => (element: Element) => element.matches(selector);
    const submits = seen.filter(isOf('button[type="submit"], button:not([type]), input[type="submit"]'));
    const sentBy = (form: HTMLFormElement | null) =>
      form !== null && submits.some((button) => (button as HTMLButtonElement).form === form);

    const faults: [string, (element: Element) => boolean][] = [
      ['a button that sends nothing', (element) => isOf('button')(element) && !isSending(element)],
      [
        'a field that nothing sends',
        (element) => isOf('input, select, textarea')(element) && !sentBy((element as HTMLInputElement).form),
      ],
      ['a link that leads nowhere', isOf('a:not([href]), a[href="#"]')],
      ['a role without its script', (element) => isOf(scripted)(element) && !isOf(native)(element)],
      ['a stop of Tab with nothing to do', (element) => isOf('[tabindex="0"]')(element) && !isScrollable(element)],
      ['a field that does not show its file', (element) => isOf('input[type="file"]')(element) && !isOpaque(element)],
    ];
    const scripted = ['button', 'slider', 'tab', 'switch', 'checkbox', 'menuitem', 'combobox', 'progressbar']
      .map((role) => `[role="${role}"]`)
      .join();
    return seen.flatMap((element) =>
      faults.filter(([, isFault]) => isFault(element)).map(([fault]) => `${fault}: ${element.outerHTML.slice(0, 120)}`),
    );

    function isSending(button: Element): boolean {
      return submits.includes(button) && (button as HTMLButtonElement).form !== null;
    }
    /** Code that is wider than its place is moved by the arrow keys. */
    function isScrollable(element: Element): boolean {
      return ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    }
    function isOpaque(element: Element | null): boolean {
      return element === null || (getComputedStyle(element).opacity !== '0' && isOpaque(element.parentElement));
    }
  });
}
