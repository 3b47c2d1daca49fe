/** The Diplomaregister when it is slow, hangs or fails, and when it is back again. */
import { alive, comparedLater, enterSubject, expect, logIn, looksRight, test } from './visit.mjs';

const SAVED = /Je opgave is bewaard\. We proberen het vanzelf opnieuw en sturen je een bericht\./;

/** Which of the two outcomes the page shows. @param {import('@playwright/test').Page} page */
async function explained(page) {
  await expect(page).toHaveURL(/\/mijn\/vakken\/toevoegen\/uitkomst\?vak=/, { timeout: 20_000 });
  await expect(page.getByRole('heading', { name: 'Hoe komen we hierbij?' })).toBeVisible();
}

test.afterEach(async ({ around }) => around.tell('diplomas', { gedrag: 'normaal' }));

test('een traag Diplomaregister antwoordt nog op tijd: de uitkomst is er meteen', async ({ page, scripted, around }) => {
  await logIn(page, 'digid', 'Wouter Steenhazel');
  await around.tell('diplomas', { gedrag: 'traag', milliseconden: 2_000 });
  await enterSubject(page, scripted, 'Economie');
  // Without scripts it is the browser that shows that it waits.
  if (scripted) await expect(page.getByRole('status').filter({ hasText: 'We zoeken je diploma op.' })).toBeVisible();
  await explained(page);
  await expect(page.getByText(SAVED)).toHaveCount(0);
  await expect(page.getByText('Je diploma', { exact: true }).first()).toBeVisible();
});

test('een Diplomaregister dat blijft hangen houdt niemand op: het vak is bewaard en wordt later vergeleken', async ({ page, scripted, around }) => {
  test.slow();
  await logIn(page, 'digid', 'Xandra Leeuwvaart');
  await around.tell('diplomas', { gedrag: 'hangt' });
  const began = Date.now();
  await enterSubject(page, scripted, 'Scheikunde');
  await explained(page);
  expect(Date.now() - began, 'wachten op wie niet antwoordt').toBeLessThan(15_000);
  await expect(page.getByText(SAVED)).toBeVisible();
  await looksRight(page, scripted);
  // The rest of the site does not wait either.
  await page.goto('/mijn/vakken');
  await expect(page.getByText('Scheikunde').first()).toBeVisible();

  await around.tell('diplomas', { gedrag: 'normaal' });
  await comparedLater(page, scripted, 'Scheikunde');
  await expect(page.getByText(SAVED)).toHaveCount(0);
});

test('een Diplomaregister met een storing: het vak is vast te leggen, en als het terug is volgt de uitkomst', async ({ page, scripted, around }) => {
  test.slow();
  await logIn(page, 'digid', 'Femke van Oeverzicht');
  await around.tell('diplomas', { gedrag: 'fout' });
  await enterSubject(page, scripted, 'Biologie', { kinds: ['Vmbo'], years: [] });
  await explained(page);
  await expect(page.getByText(SAVED)).toBeVisible();
  // Not knowing is no reason to wait with the rest.
  await page.getByRole('link', { name: 'Verder' }).click();
  await alive(page, scripted);
  await page.getByRole('checkbox', { name: /naar waarheid/ }).check();
  await page.getByRole('button', { name: 'Vak vastleggen' }).click();
  await expect(page).toHaveURL(/\/klaar$/);

  await around.tell('diplomas', { gedrag: 'normaal' });
  await comparedLater(page, scripted, 'Biologie');
  await expect(page.getByText(SAVED)).toHaveCount(0);
});
