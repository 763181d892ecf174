import { Session } from '../../sessions.js';

// What the guide knows, kept for this tab of the browser: a reload or another view loses nothing, and the load goes on without the page.
const Key = 'guide';

/** The steps, in their order; the first has no load yet. */
export const Steps = ['prepare', 'plan', 'going', 'result'];

export const fresh = () => ({
  step: 'start',
  /** The source as the server is asked for it, and the name of its file. */
  source: null,
  name: '',
  mapping: null,
  /** Under which name the mapping is kept, and by which ETag. */
  kept: null,
  etag: null,
  script: '',
  plan: null,
  run: null,
  ledgerRun: null,
  /** The runs whose rejected rows this load corrects, the last first. */
  corrects: [],
  /** What runs takes a load back. */
  isUndo: false,
});

export const restore = () => ({ ...fresh(), ...JSON.parse(sessionStorage.getItem(Key) ?? '{}') });

export const keep = state => sessionStorage.setItem(Key, JSON.stringify(state));

/** The session of the guide: one for this tab, whichever view is in front. */
export const session = new Session(sessionStorage.getItem('guide.session'), one =>
  one.id === null ? sessionStorage.removeItem('guide.session') : sessionStorage.setItem('guide.session', one.id),
);
