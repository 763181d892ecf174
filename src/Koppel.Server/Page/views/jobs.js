// Jobs: what runs by the clock, what it did, and how it is set. #/jobs is the list, #/jobs/NAME one of them, #/jobs/NAME/edit and #/jobs/+
// its form, #/jobs/+/MAPPING that of a new one which runs a kept mapping.
import { read, sentence } from '../api.js';
import { el, learn } from '../words.js';
import { jobs as en } from '../words/en/jobs.js';
import { jobs as nl } from '../words/nl/jobs.js';
import { form } from './jobs/form.js';
import { job } from './jobs/job.js';
import { list } from './jobs/list.js';

const Again = 4000;

export async function open(host, shell) {
  learn({ en, nl });
  let shown = null;
  let told = '';
  let timer;
  // What is wrong stands beside what was drawn, which is drawn on once the server answers again.
  const trouble = el('div', { role: 'alert' });

  const make = (name, what) =>
    name === '+' ? form(shell, null, what) : what === 'edit' ? form(shell, name) : name ? job(shell, name, look) : list(shell, look);

  async function show(path) {
    clearTimeout(timer);
    const [name, what] = path;
    told = '';
    shown = await make(name, what);
    trouble.replaceChildren();
    host.replaceChildren(trouble, shown.element);
    shown.ready?.();
    await look();
    host.querySelector('[data-first]')?.focus({ preventScroll: true });
  }

  // Draws what is new since it was last looked, and leaves the focus where it is.
  async function look() {
    clearTimeout(timer);
    const own = shown;
    if (!own?.draw) return;
    try {
      const answers = await Promise.all(own.asks.map(read));
      if (own !== shown) return;
      const text = JSON.stringify(answers);
      if (text !== told) keepFocus(own.element, () => own.draw(...answers));
      told = text;
      trouble.replaceChildren();
    } catch (fault) {
      if (own !== shown) return;
      const notice = el('p', { class: 'notice' }, sentence(fault));
      if (trouble.textContent !== notice.textContent) trouble.replaceChildren(notice);
    }
    if (host.isConnected) timer = setTimeout(look, Again);
  }

  await show(shell.path);
  return { went: show, close: () => clearTimeout(timer) };
}

function keepFocus(element, draw) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  draw();
  if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
