import { el, w } from '../words.js';

/**
 * Opens a dialog with a heading, whatever it shows and its answers: { name, label, kind }. Gives the name of the answer, or '' when it was
 * left by Escape. The browser keeps the focus inside and gives it back.
 */
export function open(title, content, answers, options = {}) {
  return new Promise(resolve => {
    const buttons = answers.map(answer =>
      el(
        'button',
        { value: answer.name, class: answer.kind, disabled: answer.isOff, autofocus: answer.isFirst, type: 'submit', id: answer.id },
        answer.label,
      ),
    );
    const dialog = el(
      'dialog',
      { 'aria-labelledby': 'dialog-title', class: options.class },
      el(
        'form',
        { method: 'dialog' },
        el('h2', { id: 'dialog-title' }, title),
        el('div', { class: 'content' }, content),
        el('div', { class: 'actions' }, buttons),
      ),
    );
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue);
      dialog.remove();
    });
    // A key of the dialog is not one of the page behind it.
    dialog.addEventListener('keydown', event => event.stopPropagation());
    options.opened?.(dialog);
    document.body.append(dialog);
    dialog.showModal();
    reach(dialog.querySelector('.content'));
  });
}

// What is too long for the window is scrolled with the keyboard too.
function reach(content) {
  if (content.scrollHeight <= content.clientHeight) return;
  content.setAttribute('tabindex', '0');
  content.setAttribute('role', 'region');
  content.setAttribute('aria-labelledby', 'dialog-title');
}

export const close = () => ({ name: '', label: w('close') });

/** Asks for a text; null when there is none. */
export async function askText(title, label, value, action) {
  const field = el('input', { id: 'asked', value, autocomplete: 'off', spellcheck: 'false', autofocus: true, required: true });
  const answer = await open(
    title,
    [el('label', { for: 'asked' }, label), field],
    [
      { name: '', label: w('cancel'), kind: 'plain' },
      { name: 'yes', label: action, kind: 'primary' },
    ],
    { opened: dialog => leaveByEnter(dialog) },
  );
  return answer === 'yes' && field.value.trim() ? field.value.trim() : null;
}

// The first button of a form is the one that Enter presses; here it is the one that does what was asked.
function leaveByEnter(dialog) {
  dialog.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    dialog.querySelector('button.primary').click();
  });
  dialog.querySelector('button.plain')?.setAttribute('formnovalidate', '');
}

/** Asks before something is done that cannot be taken back. */
export const confirm = async (title, text, action) =>
  (await open(title, el('p', {}, text), [
    { name: '', label: w('cancel'), isFirst: true },
    { name: 'yes', label: action, kind: 'danger' },
  ])) === 'yes';
