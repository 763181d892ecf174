import { el } from '../words.js';

/** A button with a menu under it, by arrows. 'items' gives what is in it when it opens: { label, note, action, isOff }, null for a line. */
export function menuButton(label, items, properties = {}) {
  const button = el('button', { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', ...properties }, label);
  const open = () => button.getAttribute('aria-disabled') === 'true' || openMenu(button, items());
  button.addEventListener('click', open);
  button.addEventListener('keydown', event => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    open();
  });
  return button;
}

/** A button that does nothing for now. It keeps the focus, which one that is disabled would lose. */
export const turnOff = (button, isOff) => (isOff ? button.setAttribute('aria-disabled', 'true') : button.removeAttribute('aria-disabled'));

/** Opens a menu at an element, which has the focus again afterwards. */
export function openMenu(anchor, items, at = anchor.getBoundingClientRect()) {
  document.querySelector('.menu')?.leave(false);
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': anchor.getAttribute('aria-label') ?? anchor.textContent });
  menu.append(...items.map(item => (item === null ? el('hr', { role: 'separator' }) : entry(item, menu))));
  menu.leave = back => {
    document.removeEventListener('pointerdown', outside, true);
    menu.remove();
    if (anchor.hasAttribute('aria-expanded')) anchor.setAttribute('aria-expanded', 'false');
    if (back) anchor.focus();
  };
  const outside = event => menu.contains(event.target) || menu.leave(false);
  menu.addEventListener('keydown', event => steer(event, menu));
  document.addEventListener('pointerdown', outside, true);
  if (anchor.hasAttribute('aria-expanded')) anchor.setAttribute('aria-expanded', 'true');
  (anchor.closest('dialog, nav, main') ?? document.body).append(menu);
  place(menu, at);
  menu.querySelector('[role^=menuitem]:not([aria-disabled=true])')?.focus();
}

function entry(item, menu) {
  const isChoice = item.isChosen !== undefined;
  const element = el(
    'button',
    {
      type: 'button',
      tabindex: -1,
      role: isChoice ? 'menuitemradio' : 'menuitem',
      'aria-checked': isChoice ? String(item.isChosen) : undefined,
      'aria-disabled': item.isOff ? 'true' : undefined,
    },
    el('span', {}, item.label),
    item.note ? el('span', { class: 'note' }, item.note) : null,
  );
  element.addEventListener('click', () => {
    if (item.isOff) return;
    menu.leave(true);
    item.action();
  });
  return element;
}

function place(menu, at) {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(4, Math.min(at.left, innerWidth - width - 4));
  const under = at.bottom + 2;
  const top = under + height > innerHeight - 4 ? Math.max(4, at.top - height - 2) : under;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

function steer(event, menu) {
  const all = [...menu.querySelectorAll('[role^=menuitem]:not([aria-disabled=true])')];
  const here = all.indexOf(document.activeElement);
  const steps = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    menu.leave(true);
  } else if (event.key in steps) {
    event.preventDefault();
    all.at(steps[event.key] % all.length)?.focus();
  } else if (event.key.length === 1 && !event.ctrlKey && event.key !== ' ') {
    const found = [...all.slice(here + 1), ...all].find(one => one.textContent.toLowerCase().startsWith(event.key.toLowerCase()));
    found?.focus();
  }
}
