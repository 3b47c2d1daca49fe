/**
 * The addresses of the pages, read from the route tables of the app, so that
 * a page that is added and not visited by the tests makes them fail.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const APP = fileURLToPath(new URL('../../app/src/', import.meta.url));

/** What stands in a route table: a route, a group that begins or ends, another table. */
const PART = /<(?:(Parent)?Route\b[^>]*?\bpath=path!\("([^"]*)"\)|\/(ParentRoute)>|(?:\w+::)*(\w+Routes)\/>)/g;

/**
 * Every address with its parameters as the app names them: `/school/taken/:id`.
 * @returns {string[]}
 */
export function routes() {
  const tables = new Map();
  for (const file of readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.rs'))) {
    const source = readFileSync(path.join(APP, file), 'utf8');
    for (const [, name, body] of source.matchAll(/pub fn (\w+Routes|App)\(\) -> impl [^{]+\{([\s\S]*?)\n\}/g)) tables.set(name, body);
  }
  return addresses(tables, 'App', '');
}

/** @param {Map<string, string>} tables @param {string} name @param {string} above @returns {string[]} */
function addresses(tables, name, above) {
  const body = tables.get(name);
  if (!body) throw new Error(`geen routes gevonden in ${name}`);
  const found = [];
  const groups = [above];
  let understood = 0;
  for (const [, parent, segment, end, table] of body.matchAll(PART)) {
    const here = groups[groups.length - 1];
    if (end) groups.pop();
    else if (table) found.push(...addresses(tables, table, here));
    else {
      understood += 1;
      const address = joined(here, segment);
      if (parent) groups.push(address);
      else found.push(address || '/');
    }
  }
  const written = body.match(/<(?:Parent)?Route\s/g)?.length ?? 0;
  if (written !== understood) throw new Error(`${name} heeft ${written} routes, waarvan er ${understood} te lezen zijn`);
  return found;
}

/** @param {string} above @param {string} segment */
function joined(above, segment) {
  const own = segment.replace(/^\/|\/$/g, '');
  return own ? `${above}/${own}` : above;
}
