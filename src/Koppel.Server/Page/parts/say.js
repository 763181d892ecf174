import { el, tell } from '../words.js';

let timer;

/** Tells a screen reader what has happened, without moving the focus. */
export function say(word) {
  const status = document.getElementById('status');
  status.textContent = '';
  requestAnimationFrame(() => tell(status, word));
}

/** Shows for a moment what has happened, and says it. */
export function toast(word, isBad = false) {
  document.querySelector('.toast')?.remove();
  clearTimeout(timer);
  const shown = el('div', { class: isBad ? 'toast bad' : 'toast', 'aria-hidden': 'true' }, word);
  (document.querySelector('dialog[open]') ?? document.body).append(shown);
  timer = setTimeout(() => shown.remove(), isBad ? 8000 : 3500);
  say(word);
}
