/**
 * The register asks a teacher to complete a report, says that its answer comes later, and hears the teacher before it
 * refuses (articles 4:5, 4:7, 4:14 and 4:15 Awb).
 */
import { alive, expect, logIn, looksRight, reportTakenUp, test } from './visit.mjs';

test('het register vraagt om een aanvulling, de leraar geeft die, en de termijn wordt langer', async ({ page, scripted, browser, baseURL }) => {
  const inge = await browser.newPage({ baseURL, javaScriptEnabled: scripted });
  const { number, address } = await reportTakenUp(page, inge, scripted);
  await inge.getByText('Vraag om een aanvulling of een reactie', { exact: true }).click();
  await inge.getByRole('radio', { name: /^Een aanvulling/ }).check();
  await inge.getByRole('button', { name: 'Verstuur', exact: true }).click();
  await expect(inge.getByText('Schrijf wat je vraagt. De leraar leest dit').first()).toBeVisible();
  await alive(inge, scripted);
  await inge.getByLabel('Wat schrijf je erbij?').fill('Wat moet er staan, en sinds wanneer?');
  await inge.getByRole('button', { name: 'Verstuur', exact: true }).click();
  await expect(inge.getByText('Wacht op aanvulling').first()).toBeVisible();
  await looksRight(inge, scripted);

  await page.goto('/mijn');
  await alive(page, scripted);
  await page.getByRole('link', { name: new RegExp(`Beantwoord onze vraag in zaak ${number}`) }).click();
  await expect(page.getByRole('heading', { name: 'Vul dit nog aan' })).toBeVisible();
  await looksRight(page, scripted);
  await page.getByLabel('Jouw antwoord').fill('Ik ben ingeschreven sinds 1 augustus.');
  await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
  await expect(page.getByText('Aangevuld')).toBeVisible();
  await expect(page.getByText('Ik ben ingeschreven sinds 1 augustus.')).toBeVisible();

  await inge.goto(address);
  await alive(inge, scripted);
  await expect(inge.getByText('Ik ben ingeschreven sinds 1 augustus.')).toBeVisible();
  await inge.getByText('Verleng de termijn', { exact: true }).click();
  await inge.getByRole('radio', { name: /^Stel het 6 weken uit/ }).check();
  await inge.getByLabel('Uitleg voor de leraar').fill('We vragen het na bij je school.');
  await inge.getByRole('button', { name: 'Laat weten' }).click();
  await expect(inge.getByText('De beslissing is 6 weken uitgesteld').first()).toBeAttached();
  await looksRight(inge, scripted);

  await page.goto('/mijn/berichten');
  await expect(page.getByText(`Ons antwoord in zaak ${number} komt later`).first()).toBeVisible();

  const refuse = async () => {
    await inge.goto(`${address}?deel=besluit`);
    await alive(inge, scripted);
    await inge.getByRole('radio', { name: /^Afwijzen/ }).check();
    await inge.getByLabel('Uitleg voor de leraar').fill('Je school leverde een andere dag.');
    await inge.getByRole('button', { name: 'Leg vast' }).click();
  };
  await refuse();
  await expect(inge.getByText('Stuur eerst een voornemen').first()).toBeVisible();
  await inge.goto(address);
  await alive(inge, scripted);
  await inge.getByText('Vraag om een aanvulling of een reactie', { exact: true }).click();
  await inge.getByRole('radio', { name: /^Een reactie op wat je van plan bent/ }).check();
  await inge.getByLabel('Wat schrijf je erbij?').fill('We zijn van plan je verzoek af te wijzen.');
  await inge.getByRole('button', { name: 'Verstuur', exact: true }).click();
  await expect(inge.getByText('Wacht op zienswijze').first()).toBeVisible();

  await page.goto('/mijn');
  await alive(page, scripted);
  await page.getByRole('link', { name: new RegExp(`Beantwoord onze vraag in zaak ${number}`) }).click();
  await expect(page.getByRole('heading', { name: 'Wat we van plan zijn' })).toBeVisible();
  await looksRight(page, scripted);
  await page.getByLabel('Jouw antwoord').fill('In mijn contract staat het anders.');
  await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
  await expect(page.getByText('In mijn contract staat het anders.')).toBeVisible();

  await refuse();
  await expect(inge.getByText('Je voorstel ligt klaar')).toBeVisible();
  await inge.close();
});
