import { expect, type Locator, type Page } from '@playwright/test';

/** Tab stops of the longest page and some more: whoever needs more of them is caught in a circle. */
const MOST_STOPS = 250;

/** Presses Tab until the focus is where it should be: what a keyboard cannot reach fails here. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const expected = await target.evaluate(countStopsBefore);
  for (let stop = 0; stop < expected; stop++) await page.keyboard.press('Tab');
  for (let stop = expected; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} is not reached with ${MOST_STOPS} presses of Tab`);
}

/** Runs in the page: rather too few than too many, for at the end each stop is looked at. */
function countStopsBefore(target: Element): number {
  const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const stops = [...document.querySelectorAll(usable)].filter(
    (element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.matches(':disabled, [type=radio]'),
  );
  const from = document.activeElement ? stops.indexOf(document.activeElement) : -1;
  return Math.max(0, stops.indexOf(target) - Math.max(from, 0) - 2);
}

/** Goes there and presses a key: Enter for links and buttons, Space for boxes. */
export async function pressOn(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to a field and types; what stood there is replaced. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

export interface TabStops {
  /** What can be used with a mouse and is not reached with Tab. */
  unreached: string[];
  /** Stops without a visible mark of the focus. */
  unmarked: string[];
  /** Stops that lie outside the window or below something else. */
  obscured: string[];
}

/** Goes once through the whole page with Tab. */
export async function goThrough(page: Page): Promise<TabStops> {
  const count = await page.evaluate(watchFocus);
  // Two more than there are: the browser itself is a stop too.
  for (let stop = 0; stop < count + 2; stop++) await page.keyboard.press('Tab');
  return page.evaluate(() => (window as unknown as { readStops(): TabStops }).readStops());
}

/** Runs in the page: notes every stop with what is wrong about it, and gives back how many there should be. */
function watchFocus(): number {
  const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const isShown = (element: Element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
  // What guards the ends of a floating part leads the focus on and can't be pressed.
  const isStop = (element: Element) =>
    element instanceof HTMLElement &&
    element.tabIndex >= 0 &&
    isShown(element) &&
    !element.matches(':disabled, [data-radix-focus-guard]');
  const name = (element: Element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
  const reached = new Set<Element>();
  const stops: TabStops = { unreached: [], unmarked: [], obscured: [] };

  const isMarked = (element: Element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  };
  const isCovered = (element: Element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const [x, y] = [
      (Math.max(0, left) + Math.min(innerWidth, right)) / 2,
      (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2,
    ];
    const front = document.elementFromPoint(x, y);
    const label = element.closest('label') ?? document.querySelector(`label[for="${CSS.escape(element.id || '-')}"]`);
    return front === null || !(element.contains(front) || front.contains(element) || label?.contains(front));
  };
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element) || reached.has(target)) return;
    reached.add(target);
    if (!isMarked(target)) stops.unmarked.push(name(target));
    if (isCovered(target)) stops.obscured.push(name(target));
  });
  (document.activeElement as HTMLElement | null)?.blur();
  const expected = [...document.querySelectorAll(usable)].filter(isStop);
  // Of a group of radio buttons one is a stop.
  const groupOf = (element: Element) =>
    element instanceof HTMLInputElement && element.type === 'radio' ? element.name : null;
  Object.assign(window, {
    readStops: () => ({
      ...stops,
      unreached: expected
        .filter((element) => element.isConnected && isStop(element) && !reached.has(element))
        .filter((element) => {
          const group = groupOf(element);
          return group === null || ![...reached].some((other) => groupOf(other) === group);
        })
        .map(name),
    }),
  });
  // Day, month, year and the calendar of a date are stops of their own.
  const parts = expected.filter((element) => element.matches('[type=date], [type=datetime-local], [type=time]')).length;
  // Details that open with the focus bring stops with them.
  const details = expected.filter((element) => element.matches('[aria-expanded]')).length;
  return expected.length + 6 * parts + 3 * details;
}
