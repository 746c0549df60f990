import type { FileChooser, Page } from 'playwright-core';

/** What has the focus, as a keyboard user would say it. */
export interface Focus {
  /** The accessible text: what it says, or is labelled with. */
  name: string;
  tag: string;
  id: string;
  /** Whether there is an outline to be seen around it, and in the window. */
  isVisible: boolean;
}

export function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0] : undefined;
    // A choice without a box of its own is marked by its label, and a link that covers a line of a table by that.
    const marked = [element, label, element.parentElement, element.closest('tr')].filter(
      (each) => each instanceof HTMLElement,
    );
    // The button inside a field for a day has the focus and the browser's own outline, which no script can see.
    const isOnPicker = element.matches('input[type="date"]:not(:focus-visible)');
    const isVisible = marked.some((each) => {
      const { outlineStyle, outlineWidth, opacity } = getComputedStyle(each);
      const { width, height, top, bottom, left, right } = each.getBoundingClientRect();
      const isInWindow = width > 1 && height > 1 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
      const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      return isInWindow && opacity !== '0' && (hasOutline || isOnPicker);
    });
    const text = element.getAttribute('aria-label') ?? label?.textContent ?? wordsIn(element);
    return { name: text.replace(/\s+/g, ' ').trim(), tag: element.tagName.toLowerCase(), id: element.id, isVisible };

    /** Without those that are only there for a page without script. */
    function wordsIn(container: Element): string {
      if (container === document.body) return '';
      const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
      let words = '';
      while (texts.nextNode()) {
        if (texts.currentNode.parentElement?.checkVisibility()) words += texts.currentNode.textContent;
      }
      return words;
    }
  });
}

/** A person who has a keyboard and nothing else, and must see where the focus is at each step. */
export class KeyboardUser {
  constructor(readonly page: Page) {
    // While nobody listens the browser opens such windows itself, and turns from one to the other take it a moment.
    page.on('filechooser', () => {});
  }

  /**
   * Presses Tab until the focus is on something with this name.
   * @throws Error when it never gets there, or cannot be seen on the way.
   */
  async tabTo(name: string | RegExp): Promise<void> {
    const way: string[] = [];
    for (let step = 0; step < 60; step++) {
      await this.page.keyboard.press('Tab');
      const focus = await focusOf(this.page);
      way.push(focus.name || focus.tag);
      // After the last element comes the window itself.
      if (focus.tag !== 'body' && !focus.isVisible)
        throw new Error(`The focus cannot be seen on "${way.at(-1)}" (${focus.tag})`);
      if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return;
    }
    throw new Error(`Tab does not lead to ${name}, but to ${way.join(', ')}`);
  }

  async fill(label: string, text: string): Promise<void> {
    await this.tabTo(label);
    await this.page.keyboard.type(text);
  }

  /**
   * Presses a key that leaves the focus somewhere in the page, as an arrow in a group of choices does.
   * @throws Error when it cannot be seen then.
   */
  async press(key: string): Promise<Focus> {
    await this.page.keyboard.press(key);
    return this.seesFocus();
  }

  /** @throws Error when the focus is nowhere, or cannot be seen. */
  async seesFocus(): Promise<Focus> {
    const focus = await focusOf(this.page);
    if (focus.tag === 'body' || !focus.isVisible)
      throw new Error(`The focus cannot be seen on "${focus.name}" (${focus.tag})`);
    return focus;
  }

  /** Presses a key that opens the system's window for files. */
  async opensFiles(key: 'Enter' | 'Space'): Promise<FileChooser> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.page.keyboard.press(key)]);
    return chooser;
  }

  /** Presses a key that leads to another page, and waits for it. */
  async go(key: 'Enter' | 'Space', path: string | RegExp): Promise<void> {
    await Promise.all([
      this.page.waitForURL((url) => matches(path, url.pathname + url.search)),
      this.page.keyboard.press(key),
    ]);
  }
}

function matches(path: string | RegExp, address: string): boolean {
  return typeof path === 'string' ? path === address : path.test(address);
}
