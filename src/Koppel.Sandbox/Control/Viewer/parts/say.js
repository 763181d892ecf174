// Tells a screen reader what has happened, without moving the focus.
export function say(text) {
  const status = document.getElementById('status');
  status.textContent = '';
  requestAnimationFrame(() => { status.textContent = text; });
}
