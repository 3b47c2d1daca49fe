/**
 * Makes the extracts of this folder anew: `node server/tests/extracts/make.mjs`.
 * Their keys are thrown away.
 */
import { writeFileSync } from 'node:fs';
import { extract, makeSigner } from '../../../end2end/parts/extract.mjs';

const DAY = '2026-11-20';
const MILA = {
  bsn: '999990019',
  name: 'Mila Zandlicht',
  birthDate: '1987-04-02',
  diplomas: [
    {
      opleidingscode: null,
      opleidingsnaam: 'M Leraar Voorbereidend Hoger Onderwijs in Nederlands',
      soort: 'wo-master',
      instellingsnaam: 'Universiteit van Oosterhaven',
      diplomadatum: '2013-06-28',
      land: 'NL',
    },
  ],
};

const duo = makeSigner();
const elliptic = makeSigner({ kind: 'ec' });
const over = makeSigner({ to: new Date('2021-01-01') });
const through = makeSigner({ kind: 'ec', between: { to: new Date('2099-01-01') } });
const throughOver = makeSigner({ kind: 'ec', between: { to: new Date('2021-01-01') } });
const connection = makeSigner({ kind: 'ec', purposes: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'] });
const otherOrganisation = makeSigner({ organisation: 'Drukkerij De Stempel' });
const write = (/** @type {string} */ name, /** @type {string | Buffer} */ content) => writeFileSync(new URL(name, import.meta.url), content);

write('authorities.pem', [duo, elliptic, over, through, throughOver, connection, otherOrganisation].map(({ authority }) => authority).join(''));
write('mila.pdf', extract(MILA, DAY, duo));
write('mila-elliptic.pdf', extract(MILA, DAY, elliptic));
write('old.pdf', extract(MILA, '2025-11-01', duo));
write('future.pdf', extract(MILA, '2026-12-01', duo));
write('through.pdf', extract(MILA, DAY, through));
write('through-expired.pdf', extract(MILA, DAY, throughOver));
write('connection.pdf', extract(MILA, DAY, connection));
write('many.pdf', extract(MILA, DAY, { ...elliptic, others: Array.from({ length: 8 }, () => makeSigner({ kind: 'ec' }).authority) }));
write('expired.pdf', extract(MILA, DAY, over));
write('other-organisation.pdf', extract(MILA, DAY, otherOrganisation));
write('other-authority.pdf', extract(MILA, DAY, makeSigner()));
write('other-person.pdf', extract({ ...MILA, bsn: '999990020' }, DAY, duo));
write('other-birth-date.pdf', extract({ ...MILA, birthDate: '1987-04-03' }, DAY, duo));
