/** The invented boards, schools and locations, and who works for them without teaching. */

export const BOARDS = [
  {
    number: '41234',
    name: 'Stichting Onderwijs Zuiderveen',
    kvk: '90001234',
    street: 'Havenkade',
    house: '3',
    postcode: '9599 AA',
    place: 'Zuiderveen',
    site: 'https://onderwijs-zuiderveen.example',
    file: 'levering-goed.csv',
    wave: 'KOPLOPER_VO',
  },
  {
    number: '41235',
    name: 'Stichting Basisonderwijs De Vaart',
    kvk: '90005678',
    street: 'Vaartweg',
    house: '18',
    postcode: '9598 BC',
    place: 'Oosterhaven',
    site: 'https://basisonderwijs-devaart.example',
    file: 'levering-po.csv',
    wave: 'GOLF_2027_1',
    reaction: { topic: 'grounds', text: 'De keuzehulp is duidelijk. Kan er een voorbeeld bij voor een vakleerkracht gym?' },
  },
];

export const LOCATIONS = [
  { board: '41234', sector: 'vo', brin: '99QA', code: '99QA00', school: 'SG De Wending', name: 'SG De Wending, Zuiderveen', street: 'Wendingplein', house: '1', postcode: '9599 AB', place: 'Zuiderveen', structure: 'VMBO/HAVO/VWO' },
  { board: '41234', sector: 'vo', brin: '99QA', code: '99QA01', school: 'SG De Wending', name: 'SG De Wending, Oosterhaven', street: 'Kompaslaan', house: '40', postcode: '9598 BD', place: 'Oosterhaven', structure: 'VMBO' },
  { board: '41234', sector: 'vo', brin: '99QB', code: '99QB00', school: 'Het Baken', name: 'Het Baken', street: 'Bakenweg', house: '7', postcode: '9599 AC', place: 'Zuiderveen', structure: 'HAVO/VWO' },
  { board: '41235', sector: 'po', brin: '99QC', code: '99QC00', school: 'Basisschool De Meerkoet', name: 'Basisschool De Meerkoet', street: 'Rietkraag', house: '2', postcode: '9598 BE', place: 'Oosterhaven', structure: '' },
];

/** People who log in with eHerkenning. `subject` is the pseudonym of the acting person. */
export const CONTACTS = [
  { subject: 'eh-7f31c2a0-bovenmeent', name: 'Hanna Bovenmeent', kvk: '90001234', email: 'hanna@onderwijs-zuiderveen.example', note: 'Stichting Onderwijs Zuiderveen (voortgezet onderwijs)' },
  { subject: 'eh-19b4d7e3-vlasdijk', name: 'Rogier Vlasdijk', kvk: '90001234', note: 'Stichting Onderwijs Zuiderveen, tweede contactpersoon' },
  { subject: 'eh-c05a6f18-dijkstede', name: 'Els Dijkstede', kvk: '90005678', email: 'els@basisonderwijs-devaart.example', note: 'Stichting Basisonderwijs De Vaart (basisonderwijs)' },
  { subject: 'eh-a41c77d2-terpstra', name: 'Jelle Terpwoud', kvk: '90007777', note: 'Voorbeeldsoftware Personeel (leverancier van software)' },
  { subject: 'eh-3d90e1b7-wadkreek', name: 'Noor Wadkreek', kvk: '90006001', note: 'Hogeschool Merenwijk (aanbieder van scholing)' },
  { subject: 'eh-5e82b94d-hoogveld', name: 'Wim Hoogkwelder', kvk: '90009999', note: 'een organisatie zonder schoolbestuur' },
];

/** People of the register's own organisation. */
export const STAFF = [
  { subject: 'st-0001', name: 'Inge Sluisdorp', roles: ['behandelaar'], note: 'behandelaar' },
  { subject: 'st-0002', name: 'Peter Kadeveld', roles: ['behandelaar', 'beslisser'], note: 'behandelaar die ook beslist' },
  { subject: 'st-0003', name: 'Saskia Molenrak', roles: ['commissielid'], note: 'lid van de adviescommissie' },
  { subject: 'st-0005', name: 'Rosa Lindekade', roles: ['behandelaar', 'beslisser'], note: 'behandelaar van bezwaren' },
  { subject: 'st-0008', name: 'Bas Duinkamp', roles: ['behandelaar', 'beslisser'], note: 'beslist op bezwaren' },
  { subject: 'st-0006', name: 'Frank Strandweg', roles: ['commissielid'], note: 'leraar in de adviescommissie' },
  { subject: 'st-0007', name: 'Joke Wielrak', roles: ['commissielid'], note: 'leraar in de adviescommissie' },
  { subject: 'st-0004', name: 'Ton Wierhaven', roles: ['beheerder'], note: 'beheerder' },
  { subject: 'in-0001', name: 'Wilma Grutterswijk', roles: ['inspecteur'], note: 'inspecteur van het onderwijs' },
  { subject: 'ac-0001', name: 'Karel Hoogeland', roles: ['auditor'], note: 'accountant van het register' },
  { subject: 'bs-0001', name: 'Tineke Waterhof', roles: ['secretariaat'], note: 'secretariaat van de beroepsgroep, maakt criteria' },
  { subject: 'mi-0001', name: 'Ruud Kanaalstra', roles: ['vaststeller'], note: 'stelt criteria vast namens de minister' },
];
