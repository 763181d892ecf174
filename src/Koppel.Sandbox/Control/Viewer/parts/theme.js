import { make } from './dom.js';

// Light, dark, or as the system says; kept for the next visit.
const Themes = ['auto', 'light', 'dark'];

export function theme(button) {
  let current = Themes.includes(localStorage.getItem('theme')) ? localStorage.getItem('theme') : 'auto';
  const apply = () => {
    document.documentElement.dataset.theme = current;
    button.replaceChildren(make('span', { class: 'prefix' }, 'Theme: '), current);
  };
  button.addEventListener('click', () => {
    current = Themes[(Themes.indexOf(current) + 1) % Themes.length];
    localStorage.setItem('theme', current);
    apply();
  });
  apply();
}
