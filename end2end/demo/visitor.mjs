/**
 * A visitor without a browser: follows links and redirects, keeps cookies and
 * submits the forms that a page offers, as a browser without JavaScript would.
 */

/** @typedef {{ url: string, status: number, html: string }} Page */
/** @typedef {{ action: string, method: string, takesFiles: boolean, fields: [string, string][], buttons: { name: string, value: string, text: string }[] }} Form */

const MOST_REDIRECTS = 15;

export class Visitor {
  /** Cookies by host and port, then by name. @type {Map<string, Map<string, { value: string, path: string }>>} */
  #cookies = new Map();

  /** @param {string} site address of the register, without a slash at the end */
  constructor(site) {
    this.site = site;
  }

  /** @param {string} address a path of the site or a whole address @returns {Promise<Page>} */
  get(address) {
    return this.#follow(new URL(address, this.site), { method: 'GET' });
  }

  /**
   * @param {string} address
   * @param {URLSearchParams | FormData} body
   * @param {string} [from] the page that holds the form, to which the site leads back
   * @returns {Promise<Page>}
   */
  post(address, body, from = '/') {
    return this.#follow(new URL(address, this.site), { method: 'POST', body, referer: new URL(from, this.site).href });
  }

  /**
   * Submits a form as it stands on its page, with other values where given.
   * @param {Page} page
   * @param {Form} form
   * @param {Record<string, string>} [values]
   */
  submit(page, form, values = {}) {
    const body = form.takesFiles ? new FormData() : new URLSearchParams();
    for (const [name, value] of form.fields.filter(([name]) => !(name in values))) body.append(name, value);
    for (const [name, value] of Object.entries(values)) body.append(name, value);
    const action = new URL(form.action || page.url, page.url);
    if (form.method === 'get') {
      action.search = String(body);
      return this.get(action.href);
    }
    return this.post(action.href, body, page.url);
  }

  /**
   * Logs in as one of the demo people.
   * @param {'digid' | 'eherkenning' | 'medewerker'} means
   * @param {string} name as on the login page
   * @param {string} back the page of the site to land on
   */
  async logIn(means, name, back) {
    const page = await this.get(`/auth/${means}?terug=${encodeURIComponent(back)}`);
    const form = forms(page.html)[0];
    const button = form?.buttons.find((candidate) => candidate.text === name);
    if (!form || !button) throw new Error(`${name} staat niet op de inlogpagina ${page.url} (${page.status})`);
    const landed = await this.submit(page, form, { [button.name]: button.value });
    if (landed.status >= 400) throw new Error(`inloggen als ${name} gaf ${landed.status} op ${landed.url}`);
    return landed;
  }

  /**
   * @param {URL} url
   * @param {{ method: string, body?: URLSearchParams | FormData, referer?: string }} request
   * @returns {Promise<Page>}
   */
  async #follow(url, request) {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await fetch(url, {
        method: request.method,
        body: request.body,
        redirect: 'manual',
        headers: {
          cookie: this.#cookieHeader(url),
          accept: 'text/html',
          'accept-language': 'nl',
          ...(request.method === 'POST' ? { origin: url.origin, referer: request.referer ?? url.href } : {}),
        },
        signal: AbortSignal.timeout(60_000),
      });
      this.#keepCookies(url, response);
      const location = response.headers.get('location');
      if (location && response.status >= 300 && response.status < 400) {
        await response.arrayBuffer();
        url = new URL(location, url);
        if (response.status !== 307 && response.status !== 308) request = { method: 'GET' };
        continue;
      }
      return { url: url.href, status: response.status, html: await response.text() };
    }
    throw new Error(`te veel doorverwijzingen naar ${url.origin}${url.pathname}`);
  }

  /** @param {URL} url */
  #cookieHeader(url) {
    return [...(this.#cookies.get(url.host) ?? [])]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  /** @param {URL} url @param {Response} response */
  #keepCookies(url, response) {
    const jar = this.#cookies.get(url.host) ?? new Map();
    this.#cookies.set(url.host, jar);
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const attribute = (/** @type {string} */ key) =>
        attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const expires = attribute('expires');
      const gone = attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now());
      if (gone) jar.delete(name);
      else jar.set(name, { value: pair.slice(name.length + 1), path: attribute('path') ?? '/' });
    }
  }
}

/**
 * Fills in a form of a page.
 * @param {Visitor} visitor
 * @param {string} address of the page
 * @param {string} action the end of the form's action
 * @param {Record<string, string>} values
 * @returns {Promise<Page>} where that leads
 */
export async function send(visitor, address, action, values) {
  const page = await visitor.get(address);
  const form = forms(page.html).find((candidate) => candidate.action.split('?')[0].endsWith(action));
  if (!form) throw new Error(`geen formulier ${action} op ${address}: ${page.status}`);
  return accepted(await visitor.submit(page, form, values), action);
}

/** The page that came of a form, when it was taken in. @param {Page} page @param {string} what */
export function accepted(page, what) {
  if (page.status >= 400 || page.url.includes('formulier=')) throw new Error(`${what}: ${page.status} ${textOf(page.html).slice(0, 400)}`);
  return page;
}

/** What a page says. @param {string} html */
export function textOf(html) {
  return html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The forms of a page, in order, with their fields as they would be sent.
 * @param {string} html
 * @returns {Form[]}
 */
export function forms(html) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, tag, content]) => ({
    action: attributeOf(tag, 'action') ?? '',
    method: (attributeOf(tag, 'method') ?? 'get').toLowerCase(),
    takesFiles: attributeOf(tag, 'enctype') === 'multipart/form-data',
    fields: [...content.matchAll(/<input\b([^>]*)>/gi)].flatMap(([, input]) => fieldOf(input)),
    buttons: [...content.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)].map(([, button, text]) => ({
      name: attributeOf(button, 'name') ?? '',
      value: attributeOf(button, 'value') ?? '',
      text: decode(text.replace(/<[^>]*>/g, '')).replace(/\s+/g, ' ').trim(),
    })),
  }));
}

/** @param {string} input attributes of an input element @returns {[string, string][]} */
function fieldOf(input) {
  const name = attributeOf(input, 'name');
  const type = attributeOf(input, 'type') ?? 'text';
  if (!name || ['submit', 'button', 'file'].includes(type)) return [];
  if (['checkbox', 'radio'].includes(type) && attributeOf(input, 'checked') === undefined) return [];
  return [[name, attributeOf(input, 'value') ?? '']];
}

/** @param {string} tag @param {string} name */
function attributeOf(tag, name) {
  const match = new RegExp(`(?:^|\\s)${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+)))?(?=\\s|/|$)`, 'i').exec(tag);
  return match ? decode(match[1] ?? match[2] ?? match[3] ?? '') : undefined;
}

/** @param {string} text */
function decode(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return named[/** @type {keyof typeof named} */ (name)] ?? whole;
  });
}
