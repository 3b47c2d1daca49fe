/** The issuer's own pages: plain HTML that works without JavaScript. */
import { randomBytes } from 'node:crypto';

const STYLE = `
  :root { color-scheme: light; font: 18px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
  body { margin: 0; }
  header { background: #333; color: #fff; padding: .75rem 1rem; }
  main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
  h1 { font-size: 1.6rem; line-height: 1.25; }
  h2 { font-size: 1.2rem; margin-top: 2rem; }
  ul { list-style: none; padding: 0; margin: 0; }
  li { border-top: 1px solid #949494; padding: .75rem 0; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
  li p { margin: 0; flex: 1 1 100%; }
  button { font: inherit; min-height: 44px; padding: .4rem 1rem; border: 2px solid #154273; border-radius: 4px; background: #154273; color: #fff; cursor: pointer; }
  button.plain { background: #fff; color: #154273; }
  button:focus-visible, summary:focus-visible { outline: 3px solid #1b1b1b; outline-offset: 3px; }
  summary { padding: .75rem 0; cursor: pointer; min-height: 24px; }
  .for { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .end { margin-top: 2rem; }
`;

/**
 * The list of people one can be.
 * @param {{ title: string, action: string, people: import('./openid-people.mjs').Person[] }} options
 */
export function loginPage({ title, action, people }) {
  const featured = people.filter((person) => person.featured);
  const others = people.filter((person) => !person.featured);
  return page(
    'Kies als wie je inlogt',
    title,
    `<p>Dit is een oefenomgeving. De mensen hieronder bestaan niet. Je hebt geen wachtwoord nodig.</p>
     <form method="post" action="${escape(action)}">
       <ul>${featured.map(personItem).join('')}</ul>
       ${others.length ? `<details><summary>Nog ${others.length} mensen</summary><ul>${others.map(personItem).join('')}</ul></details>` : ''}
       <p class="end"><button class="plain" name="annuleren" value="ja">Annuleren</button></p>
     </form>`,
  );
}

/** @param {import('./openid-people.mjs').Person} person */
function personItem({ subject, name, note }) {
  return `<li>
    <button name="persoon" value="${escape(subject)}">${escape(name)}</button>
    <button class="plain" name="lager" value="${escape(subject)}">lagere zekerheid<span class="for"> voor ${escape(name)}</span></button>
    ${note ? `<p>${escape(capital(note))}.</p>` : ''}</li>`;
}

/**
 * Asks once whether one wants to log out here too.
 * @param {string} title
 * @param {string} form the provider's form, with its id `op.logoutForm`
 */
export function logoutPage(title, form) {
  return page(
    'Uitloggen',
    title,
    `<p>Je logt ook uit bij de dienst waarmee je inlogde.</p>${form}
     <p><button type="submit" form="op.logoutForm" name="logout" value="yes">Uitloggen</button></p>`,
  );
}

/** @param {string} title */
export function loggedOutPage(title) {
  return page('Je bent uitgelogd', title, '<p>Je kunt deze pagina sluiten.</p>');
}

/** @param {string} title @param {string} reason */
export function errorPage(title, reason) {
  return page('Inloggen lukt niet', title, `<p>Ga terug naar het Lerarenregister en probeer het opnieuw.</p><p>Oorzaak: ${escape(reason)}</p>`);
}

/**
 * @param {string} heading
 * @param {string} title
 * @param {string} content
 * @returns {{ html: string, policy: string }} the page and its Content-Security-Policy
 */
function page(heading, title, content) {
  const nonce = randomBytes(16).toString('base64');
  return {
    // No form-action: browsers apply it to the redirects that follow, back to the site.
    policy: `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    html: `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(heading)} - ${escape(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header>${escape(title)}</header>
<main><h1>${escape(heading)}</h1>${content}</main>
</body>
</html>`,
  };
}

/** @param {string} text */
function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
