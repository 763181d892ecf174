import { make } from './dom.js';

// Asks before something is done that cannot be taken back. The browser keeps the focus inside and gives it back.
export function ask(title, text, action) {
  return new Promise(resolve => {
    const dialog = make('dialog', { 'aria-labelledby': 'ask-title', 'aria-describedby': 'ask-text' },
      make('form', { method: 'dialog' },
        make('h2', { id: 'ask-title' }, title),
        make('p', { id: 'ask-text' }, text),
        make('div', { class: 'actions' },
          make('button', { value: 'no', autofocus: true }, 'Cancel'),
          make('button', { value: 'yes', class: 'danger' }, action))));
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
