/**
 * The invented teachers of the demo, with everything that the registers know
 * about them. All other files in this folder are made from these by make.mjs.
 *
 * Nobody here exists. The BSNs are of the test range 9999xxxxx. "Today" is in
 * school year 2026-2027.
 */
import {
  bachelor,
  firstGradeHbo,
  firstGradeWo,
  gymnasticsCourse,
  music,
  otherDegree,
  pabo,
  physicalEducation,
  po,
  secondGrade,
  visualArts,
  vo,
} from './paper.mjs';

/**
 * @typedef {object} Teacher
 * @property {string} bsn
 * @property {'M' | 'V' | 'O'} sex
 * @property {string} firstNames
 * @property {string} prefix
 * @property {string} familyName
 * @property {string} birthDate
 * @property {{ street: string, house: number, postcode: string, place: string, country?: string }} address
 * @property {import('./paper.mjs').Diploma[]} diplomas
 * @property {import('./paper.mjs').Appointment[]} appointments
 * @property {string} [story] what this person shows, for those one is invited to log in as
 * @property {string} [deliveredName] the family name that the school still uses
 * @property {boolean} [shielded] the BRP asks not to give the data to others
 * @property {boolean} [resident] false: not in the BRP
 * @property {boolean} [confirms] false: has not confirmed an appointment yet
 */

const ZUIDERVEEN = '99QA00';
const OOSTERHAVEN = '99QA01';
const BAKEN = '99QB00';
const MEERKOET = '99QC00';

/** A Dutch address. @param {string} street @param {number} house @param {string} postcode @param {string} place */
const at = (street, house, postcode, place) => ({ street, house, postcode, place });

/** @type {Teacher[]} */
export const TEACHERS = [
  // --- The six stories -------------------------------------------------------------------------
  {
    bsn: '999990019', sex: 'V', firstNames: 'Mila Johanna', prefix: '', familyName: 'Zandlicht', birthDate: '1987-04-02',
    address: at('Kwelderstraat', 12, '9599AD', 'Zuiderveen'),
    story: 'staat in het register (Nederlands) én in het voorportaal (maatschappijleer)',
    confirms: false,
    diplomas: [firstGradeWo('Nederlands', '2013-06-28')],
    appointments: [
      vo('2014-000121', ZUIDERVEEN, 'VO-33.1B1', '2014-08-01'),
      vo('2026-000481', ZUIDERVEEN, 'VO-33.4', '2026-08-01', { end: '2028-07-31', effort: true, fields: ['MAATSCHAPPIJLEER'], years: [1, 2, 3], contractStart: '2014-08-01' }),
    ],
  },
  {
    bsn: '999990020', sex: 'M', firstNames: 'Joris', prefix: '', familyName: 'Waterbos', birthDate: '1991-09-17',
    address: at('Turfkade', 5, '9599AE', 'Zuiderveen'),
    story: 'staat in het register, diploma past (wiskunde)',
    diplomas: [secondGrade('Wiskunde', '2015-07-03'), firstGradeHbo('Wiskunde', '2020-08-28')],
    appointments: [vo('2015-000077', ZUIDERVEEN, 'VO-33.1B1', '2015-08-01')],
  },
  {
    bsn: '999990032', sex: 'M', firstNames: 'Tarik', prefix: '', familyName: 'Veldwende', birthDate: '1983-01-25',
    address: at('Dijkweg', 88, '9598BF', 'Oosterhaven'),
    story: 'staat alleen in het voorportaal (zij-instromer natuurkunde)',
    confirms: false,
    diplomas: [otherDegree('B Werktuigbouwkunde', '2006-07-07')],
    appointments: [vo('2025-000310', OOSTERHAVEN, 'VO-33.1B3', '2025-08-01', { end: '2027-07-31', effort: true, fields: ['NATUURKUNDE'], years: [1, 2, 3, 4], contractEnd: '2027-07-31' })],
  },
  {
    bsn: '999990044', sex: 'V', firstNames: 'Femke Anna', prefix: 'van', familyName: 'Oeverzicht', birthDate: '1989-11-30',
    address: at('Lisdodde', 31, '9598BG', 'Oosterhaven'),
    story: 'geeft twee vakken en heeft voor allebei een diploma (biologie en economie), en is halverwege haar herregistratie',
    diplomas: [secondGrade('Biologie', '2012-07-06'), secondGrade('Economie', '2018-06-29')],
    appointments: [vo('2012-000045', OOSTERHAVEN, 'VO-33.1B1', '2012-08-01')],
  },
  {
    bsn: '999990056', sex: 'M', firstNames: 'Henk', prefix: '', familyName: 'Stuifkreek', birthDate: '1961-05-08',
    address: at('Oude Haven', 2, '9599AF', 'Zuiderveen'),
    story: 'heeft een akte uit 1984, die niet in het Diplomaregister staat (aardrijkskunde)',
    confirms: false,
    diplomas: [],
    appointments: [vo('1986-000009', BAKEN, 'VO-OVG', '1986-08-01')],
  },
  {
    bsn: '999990068', sex: 'V', firstNames: 'Samira', prefix: '', familyName: 'Lindehof', birthDate: '1994-02-14',
    address: at('Lindenlaan', 9, '9599AG', 'Zuiderveen'),
    story: 'heeft een diploma voor de onderbouw en het vmbo, en geeft ook les in de bovenbouw (Engels)',
    diplomas: [secondGrade('Engels', '2017-07-07')],
    appointments: [vo('2017-000102', BAKEN, 'VO-33.1B1', '2017-08-01')],
  },

  // --- Without an appointment ------------------------------------------------------------------
  {
    bsn: '999990500', sex: 'V', firstNames: 'Roelien', prefix: '', familyName: 'Ganzendiep', birthDate: '1986-03-14',
    address: at('Ganzenpad', 7, '9599BJ', 'Zuiderveen'),
    story: 'heeft een diploma maar geen benoeming, en kan zich zelf aanmelden (geschiedenis)',
    confirms: false,
    diplomas: [firstGradeWo('Geschiedenis', '2011-08-26')],
    appointments: [],
  },
  {
    bsn: '999990512', sex: 'M', firstNames: 'Olaf', prefix: '', familyName: 'Eendenkooi', birthDate: '1964-10-06',
    address: at('Kooiweg', 33, '9598CD', 'Oosterhaven'),
    confirms: false,
    diplomas: [],
    appointments: [],
  },

  // --- SG De Wending, Zuiderveen ---------------------------------------------------------------
  {
    bsn: '999990081', sex: 'M', firstNames: 'Jasper', prefix: '', familyName: 'Rietkamp', birthDate: '1979-08-21',
    address: at('Rietveldsingel', 14, '9599AH', 'Zuiderveen'),
    confirms: false,
    diplomas: [firstGradeHbo('Duits', '2004-06-25')],
    appointments: [vo('2004-000018', ZUIDERVEEN, 'VO-33.1B1', '2004-08-01')],
  },
  {
    bsn: '999990093', sex: 'V', firstNames: 'Anouk', prefix: '', familyName: 'Rietwending', birthDate: '1990-03-11',
    address: at('Sportlaan', 51, '9599AK', 'Zuiderveen'),
    diplomas: [physicalEducation('2012-07-06')],
    appointments: [
      vo('2013-000064', ZUIDERVEEN, 'VO-33.1B1', '2013-08-01'),
      po('2022-000007', MEERKOET, 'PO-3.1B1V', '2022-08-01', { category: 9 }),
    ],
  },
  {
    bsn: '999990111', sex: 'M', firstNames: 'Bilal', prefix: '', familyName: 'Duinmeer', birthDate: '1996-12-05',
    address: at('Helmgras', 3, '9598BH', 'Oosterhaven'),
    diplomas: [bachelor('Scheikunde', '2019-08-30', true), secondGrade('Wiskunde', '2023-07-07')],
    appointments: [vo('2020-000133', ZUIDERVEEN, 'VO-33.1A', '2020-08-01')],
  },
  {
    bsn: '999990123', sex: 'V', firstNames: 'Carlijn', prefix: '', familyName: 'Heidebrug', birthDate: '1985-07-19',
    address: at('Molenpad', 22, '9599AL', 'Zuiderveen'),
    diplomas: [secondGrade('Frans', '2009-07-03')],
    appointments: [vo('2009-000051', ZUIDERVEEN, 'VO-33.1B1', '2009-08-01')],
  },
  {
    bsn: '999990135', sex: 'M', firstNames: 'Daan', prefix: 'van der', familyName: 'Kwelder', birthDate: '1992-10-02',
    address: at('Zeekraal', 6, '9598BJ', 'Oosterhaven'),
    diplomas: [secondGrade('Geschiedenis', '2016-07-01'), secondGrade('Wiskunde', '2021-07-02')],
    appointments: [vo('2016-000090', ZUIDERVEEN, 'VO-33.1B1', '2016-08-01')],
  },
  {
    bsn: '999990147', sex: 'V', firstNames: 'Eva Maria', prefix: '', familyName: 'Turfhoek', birthDate: '1988-06-27',
    address: at('Veenweg', 70, '9599AM', 'Zuiderveen'),
    diplomas: [secondGrade('Wiskunde', '2011-07-01')],
    appointments: [
      vo('2011-000039', ZUIDERVEEN, 'VO-33.1B1', '2011-08-01'),
      vo('2026-000455', ZUIDERVEEN, 'VO-33.4', '2026-08-01', { end: '2028-07-31', effort: true, fields: ['NATUURKUNDE'], years: [1, 2], contractStart: '2011-08-01' }),
    ],
  },
  {
    bsn: '999990159', sex: 'V', firstNames: 'Faye', prefix: 'de', familyName: 'Weteringe', birthDate: '1998-01-08',
    address: at('Waterlelie', 17, '9599AN', 'Zuiderveen'),
    confirms: false,
    diplomas: [],
    appointments: [vo('2026-000501', ZUIDERVEEN, 'VO-33.9', '2026-09-01', { end: '2027-01-31', fields: ['ENGELS'], years: [1, 2], contractEnd: '2027-01-31', category: 10 })],
  },
  {
    bsn: '999990160', sex: 'M', firstNames: 'Gijs', prefix: '', familyName: 'Populierdal', birthDate: '1970-04-16',
    address: at('Populierenlaan', 44, '9599AP', 'Zuiderveen'),
    diplomas: [firstGradeWo('Geschiedenis', '1998-08-28')],
    appointments: [vo('1999-000012', ZUIDERVEEN, 'VO-33.1B1', '1999-08-01')],
  },
  {
    bsn: '999990172', sex: 'V', firstNames: 'Hatice', prefix: '', familyName: 'Zilverwad', birthDate: '1993-05-23',
    address: at('Strandweg', 19, '9598BK', 'Oosterhaven'),
    diplomas: [secondGrade('Economie', '2016-07-01')],
    appointments: [vo('2017-000110', ZUIDERVEEN, 'VO-33.1B1', '2017-08-01')],
  },
  {
    bsn: '999990184', sex: 'M', firstNames: 'Ivo', prefix: '', familyName: 'Kreekrug', birthDate: '1981-02-03',
    address: at('Kreekpad', 8, '9599AR', 'Zuiderveen'),
    diplomas: [music('2005-06-24'), secondGrade('Wiskunde', '2011-07-01')],
    appointments: [vo('2006-000029', ZUIDERVEEN, 'VO-33.1B1', '2006-08-01')],
  },
  {
    bsn: '999990196', sex: 'V', firstNames: 'Jade', prefix: '', familyName: 'Moerlicht', birthDate: '1999-09-09',
    address: at('Moerasplein', 4, '9599AS', 'Zuiderveen'),
    diplomas: [bachelor('Wiskunde', '2021-08-27', false)],
    appointments: [vo('2026-000402', ZUIDERVEEN, 'VO-33.3V', '2026-02-01', { end: '2027-01-31', fields: ['WISKUNDE'], years: [1, 2, 3], contractEnd: '2027-01-31' })],
  },
  {
    bsn: '999990202', sex: 'M', firstNames: 'Koen', prefix: '', familyName: 'Essenveen', birthDate: '1976-11-12',
    address: at('Essenhof', 27, '9599AT', 'Zuiderveen'),
    diplomas: [firstGradeWo('Natuurkunde', '2003-08-29')],
    appointments: [vo('2003-000015', ZUIDERVEEN, 'VO-33.1B1', '2003-08-01')],
  },
  {
    bsn: '999990214', sex: 'V', firstNames: 'Lotte', prefix: "van 't", familyName: 'Hoogriet', birthDate: '1995-08-04',
    address: at('Hoogrietlaan', 62, '9598BL', 'Oosterhaven'),
    diplomas: [secondGrade('Nederlands', '2018-07-06')],
    appointments: [vo('2018-000088', ZUIDERVEEN, 'VO-33.1B1', '2018-08-01')],
  },

  // --- SG De Wending, Oosterhaven --------------------------------------------------------------
  {
    bsn: '999990226', sex: 'M', firstNames: 'Mohamed', prefix: '', familyName: 'Klaverbos', birthDate: '1986-10-29',
    address: at('Klaverweg', 13, '9598BM', 'Oosterhaven'),
    diplomas: [secondGrade('Wiskunde', '2010-07-02')],
    appointments: [vo('2010-000033', OOSTERHAVEN, 'VO-33.1B1', '2010-08-01')],
  },
  {
    bsn: '999990238', sex: 'V', firstNames: 'Nienke', prefix: '', familyName: 'Berkendam', birthDate: '1997-03-15',
    address: at('Berkenlaan', 5, '9598BN', 'Oosterhaven'),
    deliveredName: 'Berkendam-Zeegat',
    diplomas: [secondGrade('Engels', '2020-07-03')],
    appointments: [vo('2020-000140', OOSTERHAVEN, 'VO-33.1B1', '2020-08-01')],
  },
  {
    bsn: '999990251', sex: 'M', firstNames: 'Omar', prefix: '', familyName: 'Zuidergolf', birthDate: '1974-07-07',
    address: at('Golfbreker', 1, '9598BP', 'Oosterhaven'),
    confirms: false,
    diplomas: [otherDegree('Kok', '2009-06-30', 'mbo')],
    appointments: [vo('2025-000377', OOSTERHAVEN, 'VO-33.3VAC', '2025-12-01', { end: '2026-11-30', fields: ['ECONOMIE'], years: [3, 4], contractEnd: '2026-11-30' })],
  },
  {
    bsn: '999990263', sex: 'V', firstNames: 'Petra', prefix: '', familyName: 'Wilgenrak', birthDate: '1966-12-20',
    address: at('Wilgenpad', 39, '9598BR', 'Oosterhaven'),
    diplomas: [],
    appointments: [vo('1992-000003', OOSTERHAVEN, 'VO-OVG', '1992-08-01')],
  },
  {
    bsn: '999990275', sex: 'M', firstNames: 'Quinten', prefix: '', familyName: 'Polderzij', birthDate: '1994-04-18',
    address: at('Polderbaan', 10, '9599AV', 'Zuiderveen'),
    diplomas: [physicalEducation('2017-07-07')],
    appointments: [vo('2017-000115', OOSTERHAVEN, 'VO-33.1B1', '2017-08-01')],
  },
  {
    bsn: '999990287', sex: 'V', firstNames: 'Roos', prefix: '', familyName: 'Slootdaal', birthDate: '1990-01-31',
    address: at('Slootkant', 26, '9598BS', 'Oosterhaven'),
    diplomas: [pabo('2012-07-06')],
    appointments: [vo('2019-000120', OOSTERHAVEN, 'VO-33.1B', '2019-08-01')],
  },
  {
    bsn: '999990299', sex: 'M', firstNames: 'Sven', prefix: '', familyName: 'Hagelwold', birthDate: '1984-09-14',
    address: at('Wolddijk', 55, '9598BT', 'Oosterhaven'),
    diplomas: [secondGrade('Aardrijkskunde', '2008-07-04')],
    appointments: [vo('2008-000027', OOSTERHAVEN, 'VO-33.1B1', '2008-08-01')],
  },
  {
    bsn: '999990305', sex: 'V', firstNames: 'Tessa', prefix: '', familyName: 'Otterkreek', birthDate: '2000-06-06',
    address: at('Otterstraat', 7, '9598BV', 'Oosterhaven'),
    diplomas: [otherDegree('B Communicatie', '2022-07-01')],
    appointments: [vo('2026-000466', OOSTERHAVEN, 'VO-33.1B3', '2026-08-01', { end: '2028-07-31', effort: true, fields: ['NEDERLANDS'], years: [1, 2], contractEnd: '2028-07-31' })],
  },
  {
    bsn: '999990317', sex: 'M', firstNames: 'Umut', prefix: '', familyName: 'Noordplas', birthDate: '1991-11-11',
    address: at('Plasoever', 12, '9598BW', 'Oosterhaven'),
    diplomas: [secondGrade('Natuurkunde', '2015-07-03')],
    appointments: [vo('2015-000081', OOSTERHAVEN, 'VO-33.1B1', '2015-08-01')],
  },
  {
    bsn: '999990329', sex: 'V', firstNames: 'Veerle', prefix: '', familyName: 'Braamhorst', birthDate: '1987-08-28',
    address: at('Braamstruik', 33, '9599AW', 'Zuiderveen'),
    shielded: true,
    diplomas: [secondGrade('Duits', '2010-07-02')],
    appointments: [vo('2011-000041', OOSTERHAVEN, 'VO-33.1B1', '2011-08-01')],
  },

  // --- Het Baken -------------------------------------------------------------------------------
  {
    bsn: '999990330', sex: 'M', firstNames: 'Wouter', prefix: '', familyName: 'Steenhazel', birthDate: '1978-05-30',
    address: at('Hazelaar', 16, '9599AX', 'Zuiderveen'),
    diplomas: [firstGradeHbo('Economie', '2006-06-30'), secondGrade('Wiskunde', '2014-07-04')],
    appointments: [vo('2006-000031', BAKEN, 'VO-33.1B1', '2006-08-01')],
  },
  {
    bsn: '999990342', sex: 'V', firstNames: 'Xandra', prefix: '', familyName: 'Leeuwvaart', birthDate: '1982-03-26',
    address: at('Leeuwerik', 20, '9599AZ', 'Zuiderveen'),
    diplomas: [firstGradeWo('Scheikunde', '2007-08-31'), secondGrade('Wiskunde', '2012-07-06')],
    appointments: [vo('2007-000022', BAKEN, 'VO-33.1B1', '2007-08-01')],
  },
  {
    bsn: '999990354', sex: 'M', firstNames: 'Yusuf', prefix: '', familyName: 'Mosveldt', birthDate: '1995-10-10',
    address: at('Veldzicht', 2, '9599BA', 'Zuiderveen'),
    // Graduated for the upper years after the school delivered that he was not.
    diplomas: [secondGrade('Engels', '2018-07-06'), firstGradeHbo('Engels', '2026-08-28'), otherDegree('B Sportkunde', '2016-07-01')],
    appointments: [
      vo('2019-000125', BAKEN, 'VO-33.1B1', '2019-08-01'),
      vo('2026-000470', BAKEN, 'VO-35A', '2026-08-01', { end: '2027-07-31', fields: ['ENGELS'], years: [4, 5], contractStart: '2019-08-01' }),
    ],
  },
  {
    bsn: '999990366', sex: 'V', firstNames: 'Zoë', prefix: '', familyName: 'Elzenwaard', birthDate: '1992-02-29',
    address: at('Elzenpad', 11, '9599BB', 'Zuiderveen'),
    diplomas: [visualArts('2015-06-26')],
    appointments: [vo('2016-000095', BAKEN, 'VO-33.1B1', '2016-08-01')],
  },
  {
    bsn: '999990378', sex: 'M', firstNames: 'André', prefix: '', familyName: 'Güldenmeer', birthDate: '1969-01-19',
    address: at('Meerzicht', 101, '9599BC', 'Zuiderveen'),
    diplomas: [firstGradeHbo('Frans', '1999-06-25')],
    appointments: [vo('1999-000014', BAKEN, 'VO-33.1B1', '1999-08-01')],
  },
  {
    bsn: '999990391', sex: 'V', firstNames: 'Łucja', prefix: '', familyName: 'Zandowska', birthDate: '1988-12-13',
    address: at('Barnsteen', 30, '9598BX', 'Oosterhaven'),
    diplomas: [],
    appointments: [vo('2021-000150', BAKEN, 'VO-33.1B2', '2021-08-01')],
  },
  {
    bsn: '999990408', sex: 'M', firstNames: 'Bram', prefix: '', familyName: 'Kluitdijk', birthDate: '2001-07-24',
    address: at('Kluitpad', 9, '9599BD', 'Zuiderveen'),
    confirms: false,
    diplomas: [bachelor('Geschiedenis', '2024-08-30', false)],
    appointments: [vo('2026-000505', BAKEN, 'VO-33.12F', '2026-09-01', { end: '2027-07-31', fields: ['GESCHIEDENIS'], years: [1, 2, 3], contractEnd: '2027-07-31', category: 10 })],
  },
  {
    bsn: '999990421', sex: 'V', firstNames: 'Sofie', prefix: '', familyName: 'Verlinzand', birthDate: '1985-05-05',
    address: { street: 'Dorpsplein', house: 4, postcode: '9999', place: 'Zandlinde', country: 'BE' },
    resident: false,
    diplomas: [],
    appointments: [vo('2023-000210', BAKEN, 'VO-33.1B2', '2023-08-01')],
  },
  {
    bsn: '999990433', sex: 'M', firstNames: 'Mehmet', prefix: '', familyName: 'Hoefbroek', birthDate: '1980-09-01',
    address: at('Hoefijzer', 48, '9599BE', 'Zuiderveen'),
    diplomas: [secondGrade('Maatschappijleer', '2005-07-01')],
    appointments: [vo('2005-000024', BAKEN, 'VO-33.1B1', '2005-08-01')],
  },
  {
    bsn: '999990445', sex: 'V', firstNames: 'Ineke', prefix: '', familyName: 'Vlierduin', birthDate: '1963-03-03',
    address: at('Vlierbes', 21, '9599BG', 'Zuiderveen'),
    confirms: false,
    diplomas: [],
    appointments: [vo('1988-000002', BAKEN, 'VO-OVG', '1988-08-01')],
  },
  {
    bsn: '999990457', sex: 'M', firstNames: 'Thijs', prefix: 'ten', familyName: 'Grondzijl', birthDate: '1993-06-16',
    address: at('Grondzijlweg', 77, '9599BH', 'Zuiderveen'),
    diplomas: [otherDegree('M Informatica', '2018-08-31', 'wo-master')],
    appointments: [vo('2026-000390', BAKEN, 'VO-33.3V', '2026-03-01', { end: '2027-02-28', fields: ['INFORMATICA'], years: [4, 5], contractEnd: '2027-02-28' })],
  },

  // --- Basisschool De Meerkoet -----------------------------------------------------------------
  {
    bsn: '999990469', sex: 'V', firstNames: 'Marijke', prefix: '', familyName: 'Kersenweide', birthDate: '1984-04-24',
    address: at('Kersenlaan', 15, '9598BZ', 'Oosterhaven'),
    diplomas: [pabo('2006-07-07'), gymnasticsCourse('2014-06-20')],
    appointments: [po('2006-000001', MEERKOET, 'PO-3.2A', '2006-08-01')],
  },
  {
    bsn: '999990470', sex: 'M', firstNames: 'Rachid', prefix: '', familyName: 'Schelpmond', birthDate: '1996-08-08',
    address: at('Schelpenpad', 6, '9598CA', 'Oosterhaven'),
    diplomas: [pabo('2019-07-05')],
    appointments: [po('2019-000004', MEERKOET, 'PO-3.1B1', '2019-08-01')],
  },
  {
    bsn: '999990482', sex: 'V', firstNames: 'Noor', prefix: '', familyName: 'Appelgaarde', birthDate: '1990-10-20',
    address: at('Gaardstraat', 28, '9598CB', 'Oosterhaven'),
    confirms: false,
    diplomas: [otherDegree('B Pedagogiek', '2013-07-05')],
    appointments: [po('2025-000009', MEERKOET, 'PO-3.1B3', '2025-08-01', { end: '2027-07-31', effort: true, fields: ['GROEPSLEERKRACHT'], years: [5, 6], contractEnd: '2027-07-31' })],
  },
  {
    bsn: '999990494', sex: 'M', firstNames: 'Dirk', prefix: '', familyName: 'Wadzoom', birthDate: '1972-02-17',
    address: at('Zoomweg', 3, '9598CC', 'Oosterhaven'),
    diplomas: [],
    appointments: [po('1995-000001', MEERKOET, 'PO-3.1B1', '1995-08-01')],
  },
];

/** A name as one says it. @param {Teacher} teacher */
export function fullName({ firstNames, prefix, familyName }) {
  return [firstNames.split(' ')[0], prefix, familyName].filter(Boolean).join(' ');
}
