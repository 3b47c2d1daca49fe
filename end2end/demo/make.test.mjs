/** Shows that the demo data is what it says it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { LOCATIONS } from './boards.mjs';
import { COLUMNS, csv, files, hugeDelivery, nextMonth, rowsOf } from './make.mjs';
import { TEACHERS } from './people.mjs';

/** @param {string} bsn */
const passesElevenTest = (bsn) => [9, 8, 7, 6, 5, 4, 3, 2, -1].reduce((sum, weight, index) => sum + weight * Number(bsn[index]), 0) % 11 === 0;

test('every BSN is a test number that passes the eleven test, and nobody shares one', () => {
  for (const { bsn } of TEACHERS) {
    assert.match(bsn, /^9999\d{5}$/);
    assert.ok(passesElevenTest(bsn), bsn);
  }
  assert.equal(new Set(TEACHERS.map((teacher) => teacher.bsn)).size, TEACHERS.length);
});

test('the first board has 40 teachers at its own two schools', () => {
  const rows = rowsOf('41234');
  assert.equal(new Set(rows.map((row) => row.burgerservicenummer)).size, 40);
  assert.deepEqual([...new Set(rows.map((row) => row.instellingscode))].sort(), ['99QA', '99QB']);
  for (const row of rows) assert.ok(LOCATIONS.some((location) => location.code === row.vestigingscode), row.vestigingscode);
});

test('somebody has an appointment for the register and one for the voorportaal', () => {
  const grounds = TEACHERS.find((teacher) => teacher.familyName === 'Zandlicht')?.appointments.map((appointment) => appointment.grondslag);
  assert.deepEqual(grounds, ['VO-33.1B1', 'VO-33.4']);
});

test('the wrong delivery differs from its repair in exactly six rows', () => {
  const { withMistakes, repaired } = nextMonth();
  const lines = (/** @type {import('./make.mjs').Row[]} */ rows) => csv(COLUMNS, rows).split('\r\n');
  const right = new Set(lines(repaired));
  assert.equal(lines(withMistakes).filter((line) => !right.has(line)).length, 6);
});

test('the files that are kept are the ones that are made', () => {
  for (const [name, content] of Object.entries(files())) {
    assert.deepEqual(readFileSync(new URL(name, import.meta.url)), Buffer.from(content), `${name}: draai node end2end/demo/make.mjs`);
  }
});

test('a huge delivery is at least as large as asked', () => {
  assert.ok(hugeDelivery(2_000_000).length >= 2_000_000);
});
