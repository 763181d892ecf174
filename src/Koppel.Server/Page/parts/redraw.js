/** Replaces what an element shows. The focus stays: on what has the same data-key, or else on what stands in the same place. */
export function redraw(element, ...children) {
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  const place = held ? reachable(element).indexOf(held) : -1;
  element.replaceChildren(...children);
  if (!held) return;
  const all = reachable(element);
  const same = held.dataset.key && all.find(one => one.dataset.key === held.dataset.key);
  (same || all[Math.min(place, all.length - 1)] || element.closest('[tabindex]'))?.focus({ preventScroll: true });
}

const reachable = element => [...element.querySelectorAll('a[href], button, input, select, summary, [tabindex]:not([tabindex="-1"])')];
