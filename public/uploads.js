/**
 * Sends files in parts while the rest of a form is filled in, and goes on where it was when the line
 * broke, the page was loaded again or the session ended. It is no part of the WebAssembly, so that it is
 * there early on a bad line. Without it the files simply go with the form.
 *
 * The server speaks tus 1.0.0 at /api/mijn/uploads. An input takes part with `data-in-parts`; beside it is
 * an empty element with `data-parts-of`, which is all that this script fills.
 */
(() => {
  'use strict';
  const ADDRESS = '/api/mijn/uploads';
  const PART = 256 * 1024;
  const LARGEST = 10 * 1024 * 1024;
  const TUS = { 'Tus-Resumable': '1.0.0' };

  // A day longer than the server keeps it.
  const KEPT = 2 * 24 * 60 * 60 * 1000;

  /** What only its owner opens. @typedef {{ iv: Uint8Array<ArrayBuffer>, bytes: ArrayBuffer }} Closed */
  /** One file on its way. @typedef {{ key: string, number: string, field: string, file: File, address?: string, name?: Closed, content?: Closed }} Kept */
  /** How the browser keeps it. @typedef {Omit<Kept, 'file'> & { owner?: string, at?: number }} Record */

  /* What is on its way is kept in the browser, with the file itself, so that a new page can go on: under the
     number of its form, and closed as drafts are, so that on a shared computer nobody else has it. */

  const person = document.querySelector('meta[name="lr-concepten"]');
  const owner = person?.getAttribute('data-owner');
  const key = () => {
    const digits = person?.getAttribute('data-key')?.match(/../g) ?? [];
    const bytes = Uint8Array.from(digits, (pair) => parseInt(pair, 16));
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  };
  /** @param {BufferSource} bytes @returns {Promise<Closed>} */
  const close = async (bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), bytes) };
  };
  const open = async (/** @type {Closed} */ { iv, bytes }) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key(), bytes);

  /** @type {Promise<IDBDatabase | undefined> | undefined} */
  let opened;
  const database = () =>
    (opened ??= new Promise((resolve) => {
      try {
        const request = indexedDB.open('lerarenregister-uploads', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('kept', { keyPath: 'key' });
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(undefined);
      } catch {
        resolve(undefined);
      }
    }));

  /** @param {'readonly' | 'readwrite'} mode @param {(store: IDBObjectStore) => IDBRequest} work */
  const stored = async (mode, work) => {
    const db = await database();
    if (!db) return undefined;
    return new Promise((resolve) => {
      try {
        const request = work(db.transaction('kept', mode).objectStore('kept'));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(undefined);
      } catch {
        resolve(undefined);
      }
    });
  };
  /** Without an owner, or where nothing can be closed, it goes up and is not kept. @param {Kept} kept */
  const keep = async (kept) => {
    if (!owner) return;
    try {
      kept.name ??= await close(new TextEncoder().encode(kept.file.name));
      kept.content ??= await close(await kept.file.arrayBuffer());
      const { file: _, ...closed } = kept;
      await stored('readwrite', (store) => store.put({ ...closed, owner, at: Date.now() }));
    } catch {}
  };
  const forget = (/** @type {{ key: string }} */ kept) => stored('readwrite', (store) => store.delete(kept.key));

  /** What is kept of who is logged in. What is too old, as what was saved gets, or has no owner, goes. @returns {Promise<Record[]>} */
  const own = async () => {
    /** @type {Record[]} */
    const all = (await stored('readonly', (store) => store.getAll())) ?? [];
    const old = (/** @type {Record} */ kept) => !kept.owner || (kept.at ?? 0) < Date.now() - KEPT;
    for (const kept of all.filter(old)) await forget(kept);
    return all.filter((kept) => !old(kept) && kept.owner === owner);
  };

  /** With its file; nothing when it was closed with another key. @param {Record} record @returns {Promise<Kept | undefined>} */
  const withFile = async ({ owner: _, at: __, ...closed }) => {
    try {
      if (!closed.name || !closed.content) return undefined;
      const name = new TextDecoder().decode(await open(closed.name));
      return { ...closed, file: new File([await open(closed.content)], name) };
    } catch {
      return undefined;
    }
  };

  /* What one sees of it. */

  const megabytes = (/** @type {number} */ bytes) =>
    (bytes / 1024 / 1024).toLocaleString('nl-NL', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  class Row {
    /** @param {HTMLElement} place @param {Kept} kept @param {() => void} remove */
    constructor(place, kept, remove) {
      this.file = kept.file;
      this.text = element('small');
      this.bar = /** @type {HTMLProgressElement} */ (
        element('progress', { class: 'lr-progress', max: String(kept.file.size), 'aria-label': `${kept.file.name} versturen` })
      );
      const button = element('button', { type: 'button', class: 'utrecht-button utrecht-button--secondary-action' }, 'Verwijder');
      button.append(element('span', { class: 'lr-vh' }, ` ${kept.file.name}`));
      button.addEventListener('click', remove);
      this.heard = element('span', { class: 'lr-vh', role: 'status' });
      this.item = element(
        'li',
        {},
        element('span', { 'aria-hidden': 'true' }),
        element('div', {}, element('b', {}, kept.file.name), this.text, this.bar, this.heard),
        element('div', {}, button),
      );
      let list = place.querySelector('ul');
      if (!list) {
        list = /** @type {HTMLUListElement} */ (element('ul', { class: 'lr-files' }));
        place.append(list);
      }
      list.append(this.item);
    }

    /** @param {number} offset */
    progress(offset) {
      this.bar.value = offset;
      this.text.textContent = this.sent();
    }

    sent() {
      return `${megabytes(this.bar.value)} van ${megabytes(this.file.size)} MB verstuurd`;
    }

    /** What is read aloud too. @param {string} text */
    say(text) {
      this.text.textContent = text;
      this.heard.textContent = `${this.file.name}: ${text}`;
    }

    /** @param {string} id */
    done(id) {
      this.bar.remove();
      this.say(`${megabytes(this.file.size)} MB, klaar om op te slaan`);
      this.item.append(element('input', { type: 'hidden', name: 'upload', value: id }));
    }

    /** @param {string} message */
    failed(message) {
      this.bar.remove();
      this.say(message);
      this.item.classList.add('lr-files__refused');
    }
  }

  /* How it goes up. */

  const wait = (/** @type {number} */ milliseconds) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      addEventListener('online', () => { clearTimeout(timer); resolve(undefined); }, { once: true });
    });

  /** Files that are not there yet. @type {Set<Promise<void>>} */
  const under_way = new Set();

  class Refused extends Error {}
  class LoggedOut extends Error {}
  class Gone extends Error {}

  /** @param {string} address @param {RequestInit} request */
  async function ask(address, request) {
    const response = await fetch(address, { ...request, headers: { ...TUS, ...request.headers } });
    if (response.ok || response.status === 409) return response;
    if (response.status === 401 || response.status === 403) throw new LoggedOut();
    if (response.status === 404) throw new Gone();
    if (response.status === 429) {
      await wait(1000 * Number(response.headers.get('retry-after') ?? 5));
      return ask(address, request);
    }
    if (response.status < 500) {
      const problem = await response.json().catch(() => ({}));
      throw new Refused(problem.errors?.[0]?.message ?? problem.detail ?? problem.title ?? 'Dit bestand kan niet worden verstuurd');
    }
    throw new Error(String(response.status));
  }

  /** @param {File} file */
  async function begin(file) {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
    const response = await ask(ADDRESS, {
      method: 'POST',
      headers: { 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${name}` },
    });
    return response.headers.get('location') ?? '';
  }

  /** Sends a file to its end, over as many broken lines as it takes. @param {Kept} kept @param {Row} row @param {AbortSignal} stop */
  async function send(kept, row, stop) {
    let pause = 1000;
    /** @type {number | undefined} */
    let offset;
    await keep(kept);
    if (stop.aborted) await forget(kept);
    while (!stop.aborted) {
      try {
        if (!kept.address) {
          kept.address = await begin(kept.file);
          offset = 0;
          await keep(kept);
        }
        if (offset === undefined) {
          const found = await ask(kept.address, { method: 'HEAD', signal: stop });
          offset = Number(found.headers.get('upload-offset'));
        }
        row.progress(offset);
        if (offset >= kept.file.size) return row.done(kept.address.split('/').pop() ?? '');
        const response = await ask(kept.address, {
          method: 'PATCH',
          headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) },
          body: kept.file.slice(offset, offset + PART),
          signal: stop,
        });
        offset = Number(response.headers.get('upload-offset'));
        pause = 1000;
      } catch (error) {
        if (stop.aborted) return;
        if (error instanceof Refused) {
          await forget(kept);
          return row.failed(error.message);
        }
        if (error instanceof LoggedOut) {
          return row.say('Je bent uitgelogd. Log opnieuw in, dan gaan we hier verder');
        }
        if (error instanceof Gone) {
          kept.address = undefined;
          continue;
        }
        row.say(`De verbinding is weg. We gaan vanzelf verder als die terug is. ${row.sent()}`);
        await wait(pause);
        pause = Math.min(pause * 2, 30_000);
        offset = undefined;
      }
    }
  }

  /** @param {HTMLElement} place @param {Kept} kept */
  function start(place, kept) {
    const stop = new AbortController();
    const row = new Row(place, kept, async () => {
      stop.abort();
      row.item.remove();
      await forget(kept);
      if (kept.address) await fetch(kept.address, { method: 'DELETE', headers: TUS }).catch(() => {});
    });
    row.progress(0);
    const sending = send(kept, row, stop.signal).finally(() => under_way.delete(sending));
    under_way.add(sending);
  }

  /** @param {HTMLInputElement} input */
  const placeOf = (input) => /** @type {HTMLElement | null} */ (input.form?.querySelector(`[data-parts-of="${input.name}"]`) ?? null);

  /** The number of what the form is about: of the activity, or of the subject. @param {HTMLInputElement} input */
  const numberOf = (input) => {
    const number = input.form?.querySelector('[name="nieuw"], [name="id"], [name="claim"]');
    return number instanceof HTMLInputElement ? number.value : location.pathname;
  };

  document.addEventListener('change', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.inParts) return;
    const place = placeOf(input);
    // What cannot be sent at all goes with the form, which says what is wrong with it.
    const files = [...(input.files ?? [])];
    if (!place || files.some((file) => file.size === 0 || file.size > LARGEST)) return;
    input.value = '';
    // Loaded again, the page is that of this form and not of a new one.
    const page = input.form?.dataset.concept;
    if (page) history.replaceState(history.state, '', page);
    for (const file of files) {
      start(place, { key: crypto.randomUUID(), number: numberOf(input), field: input.name, file });
    }
  });

  /* A form waits for its files. */
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.querySelector('[data-parts-of]')) return;
    // What was refused is not left out without a word.
    const refused = () => form.querySelector('.lr-files__refused button');
    if (under_way.size === 0 && !refused()) return;
    event.preventDefault();
    event.stopPropagation();
    const submitter = /** @type {SubmitEvent} */ (event).submitter;
    await Promise.allSettled([...under_way]);
    const button = refused();
    if (button instanceof HTMLElement) button.focus();
    else form.requestSubmit(submitter);
  }, true);

  /* Who logs out and throws away what was not saved, throws away the files too. */
  let away = false;
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (away || !(form instanceof HTMLFormElement) || !form.matches('[action="/uitloggen"][data-weggooien]')) return;
    event.preventDefault();
    event.stopPropagation();
    for (const kept of await own()) await forget(kept);
    away = true;
    form.requestSubmit(/** @type {SubmitEvent} */ (event).submitter);
  }, true);

  /** Goes on with what another page began: what the server no longer has was saved, or waited too long. */
  async function goOn() {
    const input = document.querySelector('input[data-in-parts]:not([data-resumed])');
    if (!(input instanceof HTMLInputElement)) return;
    const place = placeOf(input);
    if (!place) return;
    input.dataset.resumed = 'ja';
    for (const record of await own()) {
      if (record.number !== numberOf(input) || record.field !== input.name) continue;
      if (record.address) {
        const response = await fetch(record.address, { method: 'HEAD', headers: TUS }).catch(() => undefined);
        if (response?.status === 404) {
          await forget(record);
          continue;
        }
      }
      const kept = await withFile(record);
      if (!kept) {
        await forget(record);
        continue;
      }
      start(place, kept);
    }
  }

  // The pages change without the browser loading one.
  new MutationObserver(goOn).observe(document.documentElement, { childList: true, subtree: true });
  goOn();
})();
