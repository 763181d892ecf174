import { make } from './dom.js';

// Light, dark, or as the system says; kept for the next visit.
export const themes = ['auto', 'light', 'dark'];

let current = themes.includes(localStorage.getItem('theme')) ? localStorage.getItem('theme') : 'auto';

export const currentTheme = () => current;

/** Shows the page in a theme from now on; whoever shows which one it is hears 'theme'. */
export function useTheme(name) {
  current = name;
  localStorage.setItem('theme', name);
  document.documentElement.dataset.theme = name;
  window.dispatchEvent(new Event('theme'));
}

/** Makes a button go through the themes. */
export function theme(button) {
  const tell = () => button.replaceChildren(make('span', { class: 'prefix' }, 'Theme: '), current);
  document.documentElement.dataset.theme = current;
  button.addEventListener('click', () => useTheme(themes[(themes.indexOf(current) + 1) % themes.length]));
  window.addEventListener('theme', tell);
  tell();
}
