/**
 * The digital extract (uittreksel) of the Diplomaregister, as this house
 * assumes it (docs/decisions/0012): a signed PDF of one readable page, with
 * what it says as `diplomas.json` beside it. And who signs it: a certificate
 * of an authority that exists here alone.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, context, integer, none, octets, oid, sequence, set, time, tlv, utf8, yes } from './der.mjs';

export const ORGANISATION = 'Dienst Uitvoering Onderwijs (oefenomgeving)';

const DATA = oid('1.2.840.113549.1.7.1');
const SIGNED_DATA = oid('1.2.840.113549.1.7.2');
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'), none);
const SHA256_WITH = {
  rsa: sequence(oid('1.2.840.113549.1.1.11'), none),
  ec: sequence(oid('1.2.840.10045.4.3.2')),
};
/** Room for the signature, in bytes. */
const ROOM = 8192;

/**
 * @typedef {object} Signer
 * @property {string} key private, PEM
 * @property {string} certificate PEM
 * @property {string} authority the certificate of who vouches for it, PEM
 * @property {string[]} others what else goes into the message, PEM
 */

/** @typedef {{ bsn: string, name: string, birthDate: string, diplomas: Record<string, any>[] }} Holder */

/**
 * Makes an authority and somebody it vouches for, itself or through another between them.
 * @param {{ organisation?: string, kind?: 'rsa' | 'ec', from?: Date, to?: Date, purposes?: string[], between?: { to: Date } }} [options]
 *   `purposes`: the only ones of the certificate (extended key usage); `between`: until when the other is valid
 * @returns {Signer}
 */
export function makeSigner({ organisation = ORGANISATION, kind = 'rsa', from = new Date('2020-01-01'), to = new Date('2099-01-01'), purposes = [], between } = {}) {
  const make = () => (kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  const [ca, middle, leaf] = [make(), make(), make()];
  const caName = name('Oefenautoriteit', 'Oefenautoriteit G1');
  const middleName = name('Oefenautoriteit', 'Oefenautoriteit G1 voor uittreksels');
  const by = { name: caName, key: ca.privateKey };
  const certificate = (/** @type {Buffer} */ subject, /** @type {import('node:crypto').KeyObject} */ key, /** @type {Buffer} */ extensions, issuer = by, last = to) => {
    const content = sequence(
      context(0, integer(2)),
      integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      SHA256_WITH[kind],
      issuer.name,
      sequence(time(from), time(last)),
      subject,
      key.export({ type: 'spki', format: 'der' }),
      context(3, extensions),
    );
    return pem('CERTIFICATE', sequence(content, SHA256_WITH[kind], bits(sign('sha256', content, issuer.key))));
  };
  const extension = (/** @type {string} */ id, /** @type {Buffer} */ value) => sequence(oid(id), yes, octets(value));
  const [basicConstraints, keyUsage, extendedKeyUsage] = ['2.5.29.19', '2.5.29.15', '2.5.29.37'];
  const issues = sequence(extension(basicConstraints, sequence(yes)), extension(keyUsage, bits(Buffer.from([0x06]), 1)));
  const only = purposes.length ? [extension(extendedKeyUsage, sequence(...purposes.map(oid)))] : [];
  const signs = sequence(extension(keyUsage, bits(Buffer.from([0xc0]), 6)), ...only);
  return {
    key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    authority: certificate(caName, ca.publicKey, issues),
    certificate: certificate(name(organisation, 'Diplomaregister'), leaf.publicKey, signs, between && { name: middleName, key: middle.privateKey }),
    others: between ? [certificate(middleName, middle.publicKey, issues, by, between.to)] : [],
  };
}

/** @param {string} organisation @param {string} common */
function name(organisation, common) {
  const part = (/** @type {string} */ id, /** @type {Buffer} */ value) => set(sequence(oid(id), value));
  return sequence(part('2.5.4.6', tlv(0x13, Buffer.from('NL'))), part('2.5.4.10', utf8(organisation)), part('2.5.4.3', utf8(common)));
}

/** @param {string} label @param {Buffer} der */
function pem(label, der) {
  return `-----BEGIN ${label}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;
}

/** @param {string} text */
const unpem = (text) => Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');

/**
 * The extract of a holder of diplomas, signed.
 * @param {Holder} holder
 * @param {string} day `2026-11-20`
 * @param {Signer} signer
 * @returns {Buffer}
 */
export function extract(holder, day, signer) {
  const unsigned = document(holder, day);
  const hole = unsigned.indexOf(`<${'0'.repeat(16)}`);
  const end = hole + 2 * ROOM + 2;
  const range = `[0 ${hole} ${end} ${unsigned.length - end}]`.padEnd(RANGE.length);
  unsigned.write(range, unsigned.indexOf(RANGE), 'latin1');
  const signature = signed(Buffer.concat([unsigned.subarray(0, hole), unsigned.subarray(end)]), signer);
  unsigned.write(signature.toString('hex'), hole + 1, 'latin1');
  return unsigned;
}

/** Where the range that is signed comes to stand. */
const RANGE = `[0 ${'*'.repeat(10)} ${'*'.repeat(10)} ${'*'.repeat(10)}]`;

/** The PDF, with room for the signature. @param {Holder} holder @param {string} day */
function document({ bsn, name: who, birthDate, diplomas }, day) {
  const lines = [
    'Digitaal uittreksel Diplomaregister (oefenomgeving)',
    `Datum: ${day}`,
    `Naam: ${who}`,
    `Geboortedatum: ${birthDate}`,
    ...diplomas.flatMap((one) => ['', one.opleidingsnaam, `${one.instellingsnaam}, ${one.diplomadatum}`]),
  ];
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const page = Buffer.from(`BT /F1 11 Tf 14 TL 50 780 Td\n${shown}\nET`, 'latin1');
  const data = Buffer.from(JSON.stringify({ datum: day, burgerservicenummer: bsn, geboortedatum: birthDate, diplomas }));
  const stream = (/** @type {string} */ entries, /** @type {Buffer} */ content) =>
    Buffer.concat([Buffer.from(`<< ${entries} /Length ${content.length} >>\nstream\n`), content, Buffer.from('\nendstream')]);
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(diplomas.json) 6 0 R] >> >> /AcroForm << /SigFlags 3 /Fields [8 0 R] >> >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [8 0 R] >>'),
    stream('', page),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    Buffer.from('<< /Type /Filespec /F (diplomas.json) /UF (diplomas.json) /EF << /F 7 0 R >> >>'),
    stream('/Type /EmbeddedFile /Subtype /application#2Fjson', data),
    Buffer.from('<< /Type /Annot /Subtype /Widget /FT /Sig /T (Handtekening) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 9 0 R >>'),
    Buffer.from(`<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ${RANGE} /Contents <${'0'.repeat(2 * ROOM)}> >>`),
  ];
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places = [];
  let length = parts[0].length;
  objects.forEach((object, at) => {
    places.push(length);
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    length += part.length;
    parts.push(part);
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A detached signature (CMS, RFC 5652). @param {Buffer} content @param {Signer} signer */
function signed(content, { key, certificate, authority, others = [] }) {
  const kind = createPublicKey(certificate).asymmetricKeyType === 'ec' ? 'ec' : 'rsa';
  const attribute = (/** @type {string} */ id, /** @type {Buffer} */ value) => sequence(oid(id), set(value));
  const attributes = set(
    attribute('1.2.840.113549.1.9.3', DATA),
    attribute('1.2.840.113549.1.9.4', octets(createHash('sha256').update(content).digest())),
  );
  const { issuer, serial } = issued(unpem(certificate));
  // In the message they stand under another tag than the one that is signed.
  const within = Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]);
  const signature = sign('sha256', attributes, createPrivateKey(key));
  const signerInfo = sequence(integer(1), sequence(issuer, serial), SHA256, within, SHA256_WITH[kind], octets(signature));
  const certificates = context(0, Buffer.concat([certificate, authority, ...others].map(unpem).sort(Buffer.compare)));
  return sequence(SIGNED_DATA, context(0, sequence(integer(1), set(SHA256), sequence(DATA), certificates, set(signerInfo))));
}

/** Issuer and serial number of a certificate, as they stand in it. @param {Buffer} der */
function issued(der) {
  const inside = (/** @type {number} */ at) => {
    const long = der[at + 1] & 0x80 ? der[at + 1] & 0x7f : 0;
    const length = long ? der.readUIntBE(at + 2, long) : der[at + 1];
    return { from: at + 2 + long, to: at + 2 + long + length };
  };
  const version = inside(inside(inside(0).from).from);
  const serial = inside(version.to);
  const algorithm = inside(serial.to);
  return { serial: der.subarray(version.to, serial.to), issuer: der.subarray(algorithm.to, inside(algorithm.to).to) };
}
