/**
 * What a whole life of a registration is told with: its dates, and what a teacher and the people of the
 * register do in it.
 */
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { Visitor, send } from '../demo/visitor.mjs';
import { alive, confirmAddress, expect, logIn, looksRight, openCase } from './visit.mjs';

/** The terms begin on the last first of December, so that they end on a 30 November whenever this runs. */
export const MONTHS_AGO = (new Date().getUTCMonth() + 1) % 12;
const BEGUN = new Date().getUTCFullYear() - (MONTHS_AGO === 0 ? 0 : 1);
/** The year in which the terms end. */
export const YEAR = BEGUN + 4;
const DAY = 24 * 3600 * 1000;

export const ENOUGH = ['104', '62'];
export const TOO_FEW = ['30', '20'];

/** @param {number} year @param {number} month from 1 @param {number} date */
export const day = (year, month, date) => new Date(Date.UTC(year, month - 1, date));
/** @param {Date} from @param {number} days */
export const after = (from, days) => new Date(from.getTime() + days * DAY);
/** `2 september 2030` @param {Date} date */
export const text = (date) => date.toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The next day on which people work, of the days from September to February. @param {Date} date */
export function working(date) {
  const holiday = ['25-12', '26-12', '1-1'].includes(`${date.getUTCDate()}-${date.getUTCMonth() + 1}`);
  return holiday || [0, 6].includes(date.getUTCDay()) ? working(after(date, 1)) : date;
}

/**
 * The means to live a life.
 * @param {{ page: import('@playwright/test').Page, browser: import('@playwright/test').Browser, scripted: boolean, baseURL?: string, around: any }} fixtures
 * @param {string} name of the teacher
 */
export function life({ page, browser, scripted, baseURL, around }, name) {
  /** How many seconds the site's clock is ahead. */
  let ahead = 0;

  /** @param {Date} date @param {string} [time] by Greenwich */
  const at = async (date, time = '11:00') => {
    await mailed(around.database, new Date(Date.now() + ahead * 1000));
    ahead = Math.round((Date.parse(`${date.toISOString().slice(0, 10)}T${time}:00Z`) - Date.now()) / 1000);
    await around.moveClock(ahead);
  };

  /** The teacher goes to a page, with a new login. @param {string} address */
  const goes = async (address) => {
    // The page that was open would go to the login by itself, as its session is over.
    await page.goto('about:blank');
    await logIn(page, 'digid', name, address);
    await alive(page, scripted);
  };

  /** The teacher wants mail instead of letters: what is decided is then announced at once. */
  const choosesMail = async () => {
    const address = `${name.toLowerCase().replace(' ', '.')}@leraren.example`;
    await goes('/mijn/contact');
    await page.getByLabel('E-mailadres').fill(address);
    await page.getByRole('checkbox', { name: /alleen digitaal/ }).check();
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await expect(page.getByText('Bevestig je adres')).toBeVisible();
    await confirmAddress(page, scripted, around.mail, address);
  };

  /** The teacher enters two courses. @param {Date} date @param {string[]} hours */
  const learns = async (date, hours) => {
    const visitor = new Visitor(around.url);
    await visitor.logIn('digid', name, '/mijn/portfolio');
    const from = { from_day: String(date.getUTCDate()), from_month: String(date.getUTCMonth() + 1), from_year: String(date.getUTCFullYear()) };
    for (const [number, category] of ['vakinhoudelijk', 'pedagogisch'].entries()) {
      const course = { title: `Leergang ${category}`, hours: hours[number], category, kind: 'cursus' };
      await send(visitor, '/mijn/portfolio/activiteit/nieuw', '/mijn/activiteit', { ...course, ...from });
    }
  };

  /** @returns {Promise<string>} the number of the application */
  const applies = async () => {
    await goes('/mijn/herregistratie/aanvragen');
    await page.getByRole('checkbox', { name: 'Ik heb dit naar waarheid ingevuld' }).check();
    await page.getByRole('button', { name: 'Verstuur je aanvraag' }).click();
    await expect(page).toHaveURL(/\/mijn\/zaken\//);
    return number();
  };

  /** The number of the case on the page. */
  const number = async () => (await page.getByText(/^(HR|BZ)-\d{4}-\d{4}$/).first().textContent()) ?? '';

  /** Opens the newest message, after checking what it is about and when it came. @param {string} title @param {Date} date */
  const readsMessage = async (title, date) => {
    await goes('/mijn/berichten');
    const message = page.locator('main').getByRole('listitem').first();
    await expect(message.getByRole('heading', { name: title })).toBeVisible();
    await expect(message).toContainText(`Geplaatst op ${text(date)}`);
    await message.getByRole('link', { name: /^Bekijk het/ }).click();
    await expect(page).not.toHaveURL(/berichten$/);
    await looksRight(page, scripted);
  };

  /** The teacher answers what was asked. @param {string} words */
  const answers = async (words) => {
    await page.getByLabel('Jouw antwoord').fill(words);
    await page.getByRole('button', { name: 'Verstuur je antwoord' }).click();
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Verstuur je antwoord' })).toHaveCount(0);
  };

  /** Opens the steps of the first date on the page, and finds this one. @param {string | RegExp} step */
  const seesStep = async (step) => {
    await page.locator('summary').filter({ hasText: 'Hoe komen we aan deze datum?' }).first().click();
    await expect(page.getByText(step).first()).toBeVisible();
  };

  /** One page for all people of the register, each logged in anew. @type {import('@playwright/test').Page | undefined} */
  let desk;

  /** The site of the test, for who is no party. @param {string} who @param {(page: import('@playwright/test').Page) => Promise<void>} what */
  const serves = async (who, what) => {
    desk ??= await browser.newPage({ baseURL, javaScriptEnabled: scripted });
    await desk.context().clearCookies();
    await logIn(desk, 'medewerker', who);
    await what(desk);
    // It would go to the login by itself, once the clock is moved.
    await desk.goto('about:blank');
  };

  /** @param {string} who @param {string} address @param {(page: import('@playwright/test').Page) => Promise<void>} what */
  const visits = (who, address, what) =>
    serves(who, async (page) => {
      await page.goto(address);
      await alive(page, scripted);
      await what(page);
    });

  /**
   * Somebody of the register does something with a case.
   * @param {string} who
   * @param {string} about the number of the case
   * @param {(worker: Worker) => Promise<void>} what
   */
  const handles = (who, about, what) => serves(who, async (page) => what(new Worker(page, scripted, await openCase(page, scripted, about))));

  return { at, goes, choosesMail, learns, applies, number, readsMessage, answers, seesStep, handles, visits };
}

/** A case worker with a case open. */
class Worker {
  /** @param {import('@playwright/test').Page} page @param {boolean} scripted @param {string} address of the case */
  constructor(page, scripted, address) {
    this.page = page;
    this.scripted = scripted;
    this.address = address;
  }

  async take() {
    await this.page.getByRole('button', { name: 'Pak de zaak op' }).click();
    await this.#holds();
    await this.#open(this.address);
  }

  /** @param {RegExp} what @param {string} question @param {Date} [on] the day of the hearing */
  async ask(what, question, on) {
    await this.page.locator('summary').filter({ hasText: 'Vraag om een aanvulling' }).click();
    await this.page.getByRole('radio', { name: what }).check();
    await this.page.getByLabel('Wat schrijf je erbij?').fill(question);
    if (on) await fillDay(this.page.getByRole('group', { name: 'Dag van het gesprek' }), on);
    await this.page.getByRole('button', { name: 'Verstuur', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: /^(Is het gesprek geweest|Wacht op het advies|Kwam er iets per brief)/ })).toBeVisible();
  }

  /** Ends what was asked, with a report or with nothing. @param {string} [report] */
  async settle(report) {
    if (report) await this.page.getByLabel('Verslag van het gesprek').fill(report);
    else await this.page.getByRole('checkbox', { name: 'Er kwam niets en de tijd is voorbij' }).check();
    await this.page.getByRole('button', { name: 'Ga verder met de zaak' }).click();
    await this.#holds();
  }

  /** @param {RegExp} verdict @param {string} reasons @param {string} [skip] why there was no hearing */
  async propose(verdict, reasons, skip) {
    await this.#open(`${this.address}?deel=besluit`);
    await this.page.getByRole('radio', { name: verdict }).check();
    if (skip) await this.page.getByLabel('Waarom is er geen gesprek geweest?').selectOption({ label: skip });
    const careful = this.page.getByRole('checkbox', { name: /zorgvuldig te werk/ });
    if (await careful.count()) await careful.check();
    await this.page.getByLabel('Uitleg voor de leraar').fill(reasons);
    await this.page.getByRole('button', { name: 'Leg vast' }).click();
    await expect(this.page.getByText('Je voorstel ligt klaar')).toBeVisible();
  }

  async confirm() {
    await this.#open(`${this.address}?deel=besluit`);
    await this.page.getByRole('button', { name: 'Akkoord, verstuur' }).click();
    await expect(this.page.getByText('Deze zaak is afgerond')).toBeVisible();
  }

  /** Where one lands with a case of one's own: on its page, or on that of the verdict. */
  async #holds() {
    await expect(this.page.getByRole('heading', { name: /^(Deze zaak is van jou|Wat besluit je\?)$/ })).toBeVisible();
  }

  /** @param {string} address */
  async #open(address) {
    await this.page.goto(address);
    await alive(this.page, this.scripted);
  }
}

/**
 * Lets every mail about a message go, as the minutes of the day would: nobody misses a term of which nothing
 * was told, so a day is not left before its mails are gone.
 * @param {string} database
 * @param {Date} now by the clock of the site; another life may have left mails for later
 */
async function mailed(database, now) {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    await expect
      .poll(async () => {
        await client.query("select graphile_worker.add_job('give_notices', 'null'::json, job_key := 'minute')");
        const waiting = await client.query(
          `select count(*)::int as n
           from message_notice n
           join message m on m.id = n.message_id
           join contact_choice c on c.person_id = m.person_id
           where n.channel = 'mail' and n.handed_over_at is null and n.not_before <= $1
             and c.electronic_since is not null and c.unreachable_since is null and not c.daily`,
          [now],
        );
        return waiting.rows[0].n;
      }, { timeout: 30_000 })
      .toBe(0);
  } finally {
    await client.end();
  }
}

/** @param {import('@playwright/test').Locator} form @param {Date} date */
export async function fillDay(form, date) {
  await form.getByLabel('Dag', { exact: true }).fill(String(date.getUTCDate()));
  await form.getByLabel('Maand', { exact: true }).fill(String(date.getUTCMonth() + 1));
  await form.getByLabel('Jaar', { exact: true }).fill(String(date.getUTCFullYear()));
}

/**
 * Sees to it that the applications of a day are in the sample or are not: their seed is kept, and the
 * draw can be made again from it (`shared/src/case/sample.rs`).
 * @param {string} database
 * @param {Date} date
 * @param {boolean} drawn
 */
export async function sample(database, date, drawn) {
  const isDrawn = (/** @type {Buffer} */ seed, /** @type {number} */ nr) => {
    const digest = createHash('sha256').update(seed).update(`HR-${YEAR}-${String(nr).padStart(4, '0')}`).digest();
    return digest.readBigUInt64BE() % 1000n < 50n;
  };
  let seed = randomBytes(16);
  while ([1, 2, 3].some((nr) => isDrawn(seed, nr) !== drawn)) seed = randomBytes(16);
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    await client.query('insert into sample_seed (day, seed) values ($1, $2)', [date.toISOString().slice(0, 10), seed.toString('hex')]);
  } finally {
    await client.end();
  }
}
