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

  /** One file on its way. @typedef {{ key: string, page: string, field: string, file: File, address?: string }} Kept */

  /* What is on its way is kept in the browser, with the file itself, so that a new page can go on. */

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
  const keep = (/** @type {Kept} */ kept) => stored('readwrite', (store) => store.put(kept));
  const forget = (/** @type {Kept} */ kept) => stored('readwrite', (store) => store.delete(kept.key));

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

  document.addEventListener('change', async (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.inParts) return;
    const place = placeOf(input);
    // What cannot be sent at all goes with the form, which says what is wrong with it.
    const files = [...(input.files ?? [])];
    if (!place || files.some((file) => file.size === 0 || file.size > LARGEST)) return;
    input.value = '';
    for (const file of files) {
      const kept = { key: crypto.randomUUID(), page: location.pathname + location.search, field: input.name, file };
      await keep(kept);
      start(place, kept);
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

  /** Goes on with what another page began: what the server no longer has was saved, or waited too long. */
  async function goOn() {
    const input = document.querySelector('input[data-in-parts]:not([data-resumed])');
    if (!(input instanceof HTMLInputElement)) return;
    const place = placeOf(input);
    if (!place) return;
    input.dataset.resumed = 'ja';
    /** @type {Kept[]} */
    const all = (await stored('readonly', (store) => store.getAll())) ?? [];
    const here = (location.pathname + location.search).replace(/[?&]formulier=[^&]*/, '');
    for (const kept of all) {
      if (kept.page.replace(/[?&]formulier=[^&]*/, '') !== here || kept.field !== input.name) continue;
      if (kept.address) {
        const response = await fetch(kept.address, { method: 'HEAD', headers: TUS }).catch(() => undefined);
        if (response?.status === 404) {
          await forget(kept);
          continue;
        }
      }
      start(place, kept);
    }
  }

  // The pages change without the browser loading one.
  new MutationObserver(goOn).observe(document.documentElement, { childList: true, subtree: true });
  goOn();
})();
