/** Logging in and out, in the three ways. */
import { accessible, expect, logInByHand, test } from './visit.mjs';

test('een leraar komt met DigiD op de eigen pagina', async ({ page }) => {
  await logInByHand(page, 'digid', 'Joris Waterbos', '/mijn');
  await expect(page).toHaveURL(/\/mijn$/);
});

test('een contactpersoon komt met eHerkenning bij de school', async ({ page }) => {
  await logInByHand(page, 'eherkenning', 'Hanna Bovenmeent', '/school');
  await expect(page).toHaveURL(/\/school$/);
});

test('een te lage zekerheid wordt geweigerd en uitgelegd', async ({ page }) => {
  await logInByHand(page, 'digid', 'lagere zekerheid voor Joris Waterbos', '/mijn');
  await expect(page).toHaveURL(/\/inloggen\?melding=te-laag/);
});

test('wie afbreekt komt terug bij het inloggen', async ({ page }) => {
  await logInByHand(page, 'digid', 'Annuleren', '/mijn');
  await expect(page).toHaveURL(/\/inloggen\?melding=geannuleerd/);
});

test('een organisatie zonder schoolbestuur komt er niet in', async ({ page }) => {
  await logInByHand(page, 'eherkenning', 'Wim Hoogkwelder', '/school');
  await expect(page).toHaveURL(/\/inloggen\?melding=geen-bestuur/);
});

test('de inlogpagina van de oefenomgeving is toegankelijk', async ({ page, scripted }) => {
  test.skip(!scripted, 'axe heeft JavaScript nodig');
  await page.goto('/auth/digid');
  await accessible(page);
});
