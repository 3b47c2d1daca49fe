/** The little of DER that a certificate and a signature (CMS) are made of. */

/** @param {number} tag @param {Buffer} content */
export function tlv(tag, content) {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}

/** @param {...Buffer} parts */
export const sequence = (...parts) => tlv(0x30, Buffer.concat(parts));

/** In the order of their bytes, as DER wants. @param {...Buffer} parts */
export const set = (...parts) => tlv(0x31, Buffer.concat(parts.sort(Buffer.compare)));

/** @param {number} number @param {Buffer} content already in DER, of which this takes the place of the tag or is put around */
export const context = (number, content) => tlv(0xa0 | number, content);

/** @param {number | Buffer} value */
export function integer(value) {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from([value]);
  return tlv(0x02, bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** @param {string} dotted `2.5.4.3` */
export function oid(dotted) {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(0x06, Buffer.from(bytes));
}

export const none = tlv(0x05, Buffer.alloc(0));
export const yes = tlv(0x01, Buffer.from([0xff]));
/** @param {Buffer} bytes */
export const octets = (bytes) => tlv(0x04, bytes);
/** @param {Buffer} bytes @param {number} [unused] bits at the end */
export const bits = (bytes, unused = 0) => tlv(0x03, Buffer.concat([Buffer.from([unused]), bytes]));
/** @param {string} text */
export const utf8 = (text) => tlv(0x0c, Buffer.from(text));

/** A moment: of two digits for the year until 2049. @param {Date} at */
export function time(at) {
  const digits = `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}
