/** How the site is visited in tests: each is a Playwright project with a site of its own. */

/** @typedef {{ width: number, height: number, javaScript: boolean }} Visit */

/** @type {Record<string, Visit>} */
export const VISITS = {
  breed: { width: 1280, height: 900, javaScript: true },
  smal: { width: 390, height: 844, javaScript: true },
  'breed-zonder-js': { width: 1280, height: 900, javaScript: false },
  'smal-zonder-js': { width: 390, height: 844, javaScript: false },
};

export const PROJECTS = Object.keys(VISITS);
