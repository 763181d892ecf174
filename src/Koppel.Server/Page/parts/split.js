import { bind } from '../words.js';

/** A bar between two panes that is moved with the mouse or by arrows; the size is kept for the next visit. */
export function split(bar, { name, label, property, isColumn, fromEnd, least, most, size }) {
  let current = Number(localStorage.getItem('size.' + name)) || size;
  bar.setAttribute('role', 'separator');
  bar.setAttribute('tabindex', '0');
  bar.setAttribute('aria-orientation', isColumn ? 'vertical' : 'horizontal');
  bind(bar, own => own.setAttribute('aria-label', label.text()));
  const set = value => {
    current = Math.round(Math.max(least, Math.min(most(), value)));
    document.documentElement.style.setProperty(property, `${current}px`);
    bar.setAttribute('aria-valuenow', String(current));
    bar.setAttribute('aria-valuemin', String(least));
    bar.setAttribute('aria-valuemax', String(Math.round(most())));
    localStorage.setItem('size.' + name, String(current));
  };
  bar.addEventListener('pointerdown', event => {
    const start = isColumn ? event.clientX : event.clientY;
    const before = current;
    bar.setPointerCapture(event.pointerId);
    const move = moved => set(before + ((isColumn ? moved.clientX : moved.clientY) - start) * (fromEnd ? -1 : 1));
    bar.addEventListener('pointermove', move);
    bar.addEventListener('lostpointercapture', () => bar.removeEventListener('pointermove', move), { once: true });
  });
  bar.addEventListener('keydown', event => {
    const [less, more] = isColumn ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    set(current + (event.key === more ? 16 : -16) * (fromEnd ? -1 : 1));
  });
  window.addEventListener('resize', () => set(current));
  set(current);
}
