/**
 * What people do with each other in the demo: a teacher who asks feedback, a
 * colleague who gives it, something shared with the board, and a catalogue with
 * what a provider offers. All of it through the site.
 */
import { Visitor, accepted, forms, send } from './visitor.mjs';

const TEACHER = 'Femke van Oeverzicht';
const VALIDATOR = 'Saskia Molenrak';
const PROVIDER = 'Noor Wadkreek';
const OFFERS = [
  {
    title: 'Vragen stellen die laten denken',
    kind: 'cursus',
    category: 'vakdidactisch',
    hours: '12',
    about: 'Drie middagen van 4 uur over vragen stellen en doorvragen. Je oefent met je eigen lessen. Door een lerarenopleider van onze hogeschool.',
  },
  {
    title: 'Studiedag Lezen in elk vak',
    kind: 'studiedag',
    category: 'vakinhoudelijk',
    hours: '7',
    about: 'Een dag over lange teksten in elk vak, met materiaal voor je klas. Door twee taalonderwijzers.',
  },
];
/** What still waits to be validated. */
const WAITING = { title: 'Webinar Rust in de klas', kind: 'cursus', category: 'pedagogisch', hours: '2', about: 'Een avond over orde houden, online.' };

/** @param {string} site address of the site */
export async function workTogether(site) {
  await fillCatalogue(site);
  const teacher = new Visitor(site);
  const list = await teacher.logIn('digid', TEACHER, '/mijn/portfolio?q=toetsen');
  const activity = list.html.match(/\/mijn\/portfolio\/activiteit\/[0-9a-f-]{36}/)?.[0];
  if (!activity) throw new Error(`${TEACHER} heeft geen activiteit over toetsen: ${list.status}`);
  const asked = await send(teacher, `${activity}/collegas`, '/uitnodigen', {});
  const link = asked.html.match(/\/feedback\/[\w-]{43}/)?.[0];
  if (!link) throw new Error('er is geen link om feedback te geven');
  await send(new Visitor(site), link, '/feedback/geven', {
    name: 'Bas Waterlander',
    seen: 'Ik keek mee in twee lessen.',
    good: 'Leerlingen weten na je uitleg wat ze nog moeten oefenen.',
    better: 'Laat ze elkaars werk nakijken voordat jij het doet.',
  });
  const [, number] = activity.match(/activiteit\/(.+)$/) ?? [];
  await send(teacher, '/mijn/portfolio/delen', '/mijn/delen', { what: 'activiteit', activity: number, board: '41234' });
}

/** A provider that may offer, what it offers, and the judgement of the profession. @param {string} site */
async function fillCatalogue(site) {
  const validator = new Visitor(site);
  await validator.logIn('medewerker', VALIDATOR, '/behandeling/catalogus');
  await send(validator, '/behandeling/catalogus', '/toelaten', { name: 'Hogeschool Merenwijk', kvk: '90006001' });
  const provider = new Visitor(site);
  await provider.logIn('eherkenning', PROVIDER, '/aanbieders');
  for (const offer of [...OFFERS, WAITING]) {
    const saved = await send(provider, '/aanbieders/aanbod/nieuw', '/bewaren', offer);
    await send(provider, new URL(saved.url).pathname, '/aanbieden', {});
  }
  // By title, and the one that is still to wait comes last.
  for (const { title } of OFFERS) {
    const page = await validator.get('/behandeling/catalogus');
    const form = forms(page.html).find(({ action }) => action.split('?')[0].endsWith('/toetsen'));
    if (!form) throw new Error(`${title} wacht niet op toetsing: ${page.status}`);
    const body = new URLSearchParams(form.fields.filter(([name]) => name === 'id'));
    for (const rule of ['K1', 'K2', 'K3', 'K4']) body.append('met[]', rule);
    accepted(await validator.post(form.action, body, page.url), title);
  }
}
