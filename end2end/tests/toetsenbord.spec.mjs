/** Everything by keyboard: nothing here points or clicks. */
import { alive, expect, logIn, test } from './visit.mjs';

/**
 * Goes on with Tab until this element has the focus. On the way every element
 * that gets the focus must show it, and be on the screen; and the way does not
 * lead past the end of the page.
 * @param {import('@playwright/test').Page} page
 * @param {import('@playwright/test').Locator} goal
 * @param {number} [most] how many times Tab is pressed before it counts as out of reach
 */
async function tabTo(page, goal, most = 60) {
  // Who goes on before the page is there reaches its end.
  await expect(goal).toBeAttached();
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if ((await focused.count()) === 0) continue;
    const { what, atTheEnd } = await focused.evaluate((element) => ({
      what: element.outerHTML.slice(0, 100),
      atTheEnd: element.closest('footer') !== null,
    }));
    await expect.poll(() => focused.evaluate(outlined), `de focus is te zien op ${what}`).toBe(true);
    expect(atTheEnd, `de inhoud is overgeslagen, de focus staat op ${what}`).toBe(false);
    await expect(focused).toBeInViewport();
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`niet te bereiken met Tab op ${page.url()}: ${goal}`);
}

/** Whether an element shows that it has the focus. @param {Element} element */
function outlined(element) {
  // A box that is drawn by its label shows the focus there.
  const styles = [element, element.closest('label')].flatMap((shown) => (shown ? [getComputedStyle(shown)] : []));
  return styles.some(({ outlineStyle, outlineWidth, boxShadow }) => (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none');
}

/** The menu is folded on a narrow screen. @param {import('@playwright/test').Page} page @param {RegExp} name */
async function throughMenu(page, name) {
  const menu = page.locator('summary').filter({ hasText: 'Menu' });
  if (await menu.isVisible()) {
    await tabTo(page, menu);
    await page.keyboard.press('Enter');
  }
  await tabTo(page, page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name }).filter({ visible: true }));
  await page.keyboard.press('Enter');
}

test('de eerste Tab is de sprong langs het menu', async ({ page, scripted }) => {
  await page.goto('/over');
  await alive(page, scripted);
  const skip = page.getByRole('link', { name: 'Naar de inhoud' });
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#inhoud$/);
  await page.keyboard.press('Tab');
  expect(await page.locator('#inhoud').evaluate((main) => main.contains(document.activeElement)), 'verder in de inhoud').toBe(true);
});

test('inloggen en een vak toevoegen', async ({ page, scripted }) => {
  test.slow();
  await page.goto('/');
  await alive(page, scripted);
  await tabTo(page, page.getByRole('banner').getByRole('link', { name: 'Inloggen' }).filter({ visible: true }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/inloggen/);
  await alive(page, scripted);
  await tabTo(page, page.getByRole('link', { name: /Ik ben leraar/ }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Joris Waterbos', exact: true }));
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/\/mijn$/);
  await alive(page, scripted);
  await throughMenu(page, /^Vakken/);
  await expect(page).toHaveURL(/\/mijn\/vakken$/);
  await alive(page, scripted);
  await tabTo(page, page.getByRole('link', { name: 'Vak toevoegen' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/mijn\/vakken\/toevoegen$/);
  await alive(page, scripted);
  if (scripted) await expect(page.locator('#inhoud'), 'de focus gaat mee naar de nieuwe pagina').toBeFocused();
  // The field itself: a combobox names its list by the same words.
  const subject = page.locator('#subject');
  await expect(subject).toBeVisible();
  await tabTo(page, subject);
  await page.keyboard.type('Wiskunde');
  if ((await subject.getAttribute('role')) === 'combobox') {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }
  // What the school delivered stands there already; what does not fit is switched off.
  for (const name of ['Havo en vwo', 'Klas 1 tot en met 3']) await expect(page.getByRole('checkbox', { name })).toBeChecked();
  const other = page.getByRole('checkbox', { name: 'Vmbo' });
  await tabTo(page, other);
  await page.keyboard.press('Space');
  await expect(other).not.toBeChecked();
  await tabTo(page, page.getByRole('button', { name: 'Vergelijk met mijn diploma' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/uitkomst\?vak=/);
  await alive(page, scripted);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Wiskunde');
  await tabTo(page, page.getByRole('link', { name: 'Verder' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/controleren\?vak=/);
  await alive(page, scripted);
  await tabTo(page, page.getByRole('checkbox', { name: /naar waarheid/ }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Vak vastleggen' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/klaar$/);
});

test('de samenvatting van fouten krijgt de focus, en leidt naar het veld', async ({ page, scripted }) => {
  await logIn(page, 'digid', 'Joris Waterbos', '/mijn/vakken/toevoegen');
  await alive(page, scripted);
  for (const box of await page.getByRole('checkbox').all()) await box.setChecked(false);
  await tabTo(page, page.getByRole('button', { name: 'Vergelijk met mijn diploma' }));
  await page.keyboard.press('Enter');
  const summary = page.locator('.lr-errors');
  await expect(summary).toBeVisible();
  await alive(page, scripted);
  // Without JavaScript the page begins anew, and the summary is the first thing in it.
  if (scripted) await expect(summary).toBeFocused();
  const links = summary.getByRole('link');
  expect(await links.count()).toBeGreaterThan(1);
  for (const link of await links.all()) {
    const field = page.locator((await link.getAttribute('href')) ?? '');
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(field).toBeInViewport();
    await expect(field).toBeFocused();
  }
});

test('de waarschuwing voor het einde houdt de focus vast en geeft hem terug', async ({ page, scripted }) => {
  test.skip(!scripted, 'zonder JavaScript is er geen waarschuwing');
  await page.clock.install();
  await logIn(page, 'digid', 'Samira Lindehof', '/mijn/gegevens/correctie');
  await alive(page, scripted);
  const field = page.getByLabel('Wat moet het zijn?');
  await tabTo(page, field);
  await page.clock.fastForward('13:10');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Blijf ingelogd' })).toBeFocused();
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    // Between the last button and the first is the browser's own window, which a page sees as its body.
    expect(await dialog.evaluate((box) => box.contains(document.activeElement) || document.activeElement === document.body), `na ${key}`).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(field).toBeFocused();
});
