/**
 * A proof of registration, from choosing what it shows to withdrawing it; and how a teacher hears of
 * messages.
 */
import { alive, confirmAddress, expect, logIn, looksRight, test } from './visit.mjs';

const TEACHER = 'Femke van Oeverzicht';

test('een leraar maakt een bewijs, iemand anders controleert het, en de leraar trekt het in', async ({ page, scripted, browser, baseURL }) => {
  await logIn(page, 'digid', TEACHER, '/mijn/bewijs');
  await looksRight(page, scripted);
  await page.getByRole('checkbox', { name: /^Registratienummer/ }).uncheck();
  await page.getByLabel('Hoe lang is het te controleren?').selectOption('1 maand');
  await page.getByRole('button', { name: 'Maak het bewijs' }).click();
  await expect(page).toHaveURL(/melding=gemaakt/);
  await looksRight(page, scripted);
  const proof = page.getByRole('article', { name: 'Bewijs van registratie' });
  await expect(proof.getByText('is ingeschreven in het lerarenregister')).toBeVisible();
  await expect(proof.getByText('Registratienummer')).toHaveCount(0);
  await expect(proof.getByRole('img', { name: /QR-code/ })).toBeVisible();
  const code = (await proof.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent()) ?? '';

  const file = await page.request.get('/mijn/bewijs.pdf');
  expect(file.headers()['content-type']).toBe('application/pdf');
  expect((await file.body()).subarray(0, 8).toString()).toBe('%PDF-1.7');
  const credential = await (await page.request.get('/mijn/bewijs.sd-jwt')).text();

  const other = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  await other.goto('/bewijs/controleren');
  await alive(other, scripted);
  await other.getByLabel('Controlecode').fill(code.toLowerCase());
  await other.getByRole('button', { name: 'Controleer', exact: true }).click();
  await expect(other.getByText('Dit bewijs is geldig')).toBeVisible();
  await looksRight(other, scripted);
  await expect(other.getByText(/Oeverzicht/).first()).toBeVisible();
  await expect(other.getByText('Registratienummer')).toHaveCount(0);
  await other.getByText('Heb je een digitaal bewijs uit een wallet?').click();
  await other.getByLabel(/Digitaal bewijs/).fill(credential);
  await other.getByRole('button', { name: 'Controleer het digitale bewijs' }).click();
  await expect(other.getByText('Dit bewijs is geldig')).toBeVisible();

  await page.getByRole('button', { name: new RegExp(`Trek in.*${code}`) }).click();
  await expect(page).toHaveURL(/melding=ingetrokken/);
  await other.goto(`/bewijs/controleren?code=${code}`);
  await expect(other.getByText('Dit bewijs is ingetrokken')).toBeVisible();
  await expect(other.getByText(/Oeverzicht/)).toHaveCount(0);
  await other.close();
});

test('een leraar kiest voor mail, en bevestigt het adres met de link die komt', async ({ page, scripted, around }) => {
  const address = 'femke@oeverzicht.example';
  await logIn(page, 'digid', TEACHER, '/mijn/contact');
  await looksRight(page, scripted);
  await page.getByLabel('E-mailadres').fill('femke');
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await expect(page.getByText('Vul een e-mailadres in').first()).toBeVisible();
  await expect(page.getByLabel('E-mailadres')).toHaveValue('femke');
  await looksRight(page, scripted);
  await page.getByLabel('E-mailadres').fill(address);
  await page.getByRole('radio', { name: 'Een mail bij elk bericht' }).check();
  await page.getByRole('checkbox', { name: /alleen digitaal/ }).check();
  await page.getByRole('button', { name: 'Bewaar' }).click();
  await expect(page.getByText('Bevestig je adres')).toBeVisible();
  await confirmAddress(page, scripted, around.mail, address);
  await page.getByRole('button', { name: 'Stuur me weer brieven' }).click();
  await expect(page.getByText('Met de post, en hier bij je berichten.')).toBeVisible();
});
