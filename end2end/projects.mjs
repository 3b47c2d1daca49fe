/** How the site is visited in tests: each is a Playwright project with a site of its own. */

/** @typedef {{ width: number, height: number, javaScript: boolean, testMatch?: RegExp, testIgnore?: RegExp[] }} Visit */

const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 390, height: 844 };

/** Looking at every page takes as long as all the stories: it goes beside them. */
const PAGES = /paginas\.spec\.mjs$/;

/** Whole lives move the clock by years, and the jobs of all those years run: on sites of their own. */
const LIVES = /levens\.spec\.mjs$/;

/** What is told of in all four kinds of visit; of the rest one kind with scripts and one without, one wide and one narrow. */
const IN_FOUR = /(verhalen|eerste-registratie|inloggen|fouten|sessie|toetsenbord)\.spec\.mjs$/;

/** The longest first: that one ends last. @type {Record<string, Visit>} */
export const VISITS = {
  breed: { ...WIDE, javaScript: true, testIgnore: [PAGES, LIVES] },
  // Each page is looked at with both widths.
  paginas: { ...WIDE, javaScript: true, testMatch: PAGES },
  // Without scripts the narrow page is the same as the wide one, with less room.
  'paginas-zonder-js': { ...NARROW, javaScript: false, testMatch: PAGES },
  'smal-zonder-js': { ...NARROW, javaScript: false, testIgnore: [PAGES, LIVES] },
  'levens-breed': { ...WIDE, javaScript: true, testMatch: LIVES },
  'levens-zonder-js': { ...NARROW, javaScript: false, testMatch: LIVES },
  smal: { ...NARROW, javaScript: true, testMatch: IN_FOUR },
  'breed-zonder-js': { ...WIDE, javaScript: false, testMatch: IN_FOUR },
};

export const PROJECTS = Object.keys(VISITS);
