/**
 * Portfolios for the synthetic country, and how fast a draft of criteria is
 * reckoned on all of them, beside one sequential read of the same rows.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { SECRETARIAT } from './demo/criteria.mjs';
import { Visitor, send } from './demo/visitor.mjs';

/** Activities of a teacher in four years: 12 million in the country (handbook, chapter 10). */
const EACH = 40;
const VERSION = '2028-1';

/**
 * Gives this many teachers a portfolio, in one go: hours from a quarter to about ten, spread over
 * four years and six categories, for some teachers more than for others.
 * @param {import('pg').Client} db @param {number} teachers
 */
export async function makePortfolios(db, teachers) {
  await db.query(
    `with teacher as (
       select person_id from (select distinct person_id from current_appointment where valid @> current_date and not removed) as listed order by person_id limit $1
     ), made as (
       insert into activity (id, person_id)
       select uuidv7(), person_id from teacher, generate_series(1, $2)
       returning id, person_id
     ), drawn as (
       select id, abs(hashtext(id::text)) as draw,
              greatest(1, round((4 + abs(hashtext(id::text || 'u')) % 25) * (0.5 + abs(hashtext(person_id::text)) % 100 / 80.0)))::int as quarters
       from made
     )
     insert into activity_version (activity_id, recorded, title, kind, starts_on, quarters, subject_content, subject_didactics, pedagogy, professional, school, profession)
     select id, tstzrange(now(), null), 'Activiteit', (array['cursus', 'studiedag', 'zelfstudie', 'informeel', 'binnen_school'])[1 + draw % 5],
            current_date - draw % 1460, quarters,
            case draw % 10 when 0 then quarters when 1 then quarters when 2 then quarters when 3 then quarters else 0 end,
            case draw % 10 when 4 then quarters when 5 then quarters else 0 end,
            case draw % 10 when 6 then quarters else 0 end,
            case draw % 10 when 7 then quarters else 0 end,
            case draw % 10 when 8 then quarters else 0 end,
            case draw % 10 when 9 then quarters else 0 end
     from drawn`,
    [teachers, EACH],
  );
  await db.query('vacuum analyze activity');
  await db.query('vacuum analyze activity_version');
}

/**
 * Asks on the page what a draft of 140 hours would do, and waits for it.
 * @param {string} url @param {import('pg').Client} db @param {number} pid of the server
 */
export async function simulate(url, db, pid) {
  // What the server used before is not of the simulation.
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const before = await memory(pid, 'VmRSS');
  const office = new Visitor(url);
  await office.logIn('medewerker', SECRETARIAT, '/criteria');
  await send(office, '/criteria', '/criteria/nieuw', { version: VERSION });
  await send(office, `/criteria/${VERSION}/bewerken`, '/criteria/bewaren', { 'rules[0][numbers][hours]': '140', 'rules[0][explanation]': '', knop: 'reken' });
  let row;
  do {
    await new Promise((resolve) => setTimeout(resolve, 200));
    ({ rows: [row] } = await db.query('select total, extract(epoch from finished_at - asked_at)::float as seconds from criteria_simulation'));
  } while (row.seconds === null);
  return { portfolios: row.total, seconds: row.seconds, before, peak: await memory(pid, 'VmHWM'), read: await readOnce(db) };
}

/** Seconds in which PostgreSQL reads the same rows once, from front to back. @param {import('pg').Client} db */
async function readOnce(db) {
  const began = performance.now();
  await db.query("copy activity_version to '/dev/null'");
  return (performance.now() - began) / 1000;
}

/** In MiB. @param {number} pid @param {string} which */
async function memory(pid, which) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
}

/** The cells of a line in docs/BENCHMARKS.md. @param {Awaited<ReturnType<typeof simulate>>} measured */
export function line({ portfolios, seconds, before, peak, read }) {
  return [
    portfolios.toLocaleString('en'),
    (portfolios * EACH).toLocaleString('en'),
    `${seconds.toFixed(1)} s`,
    `${Math.round(portfolios / seconds).toLocaleString('en')}/s`,
    `${read.toFixed(1)} s`,
    `${(seconds / read).toFixed(1)}x`,
    `${peak} MiB (${before} before)`,
  ];
}
