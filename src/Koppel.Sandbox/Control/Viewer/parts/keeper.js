// Keeps the reader's place: the focus when rows are drawn anew, and the focus and the scroll when one goes back to a page.
export class Keeper {
  #main;
  #places = new Map();
  #hash = location.hash;
  #isFollowing = false;
  #isOpening = true;

  constructor(main) {
    this.#main = main;
    document.addEventListener('click', event => { this.#isFollowing ||= event.target.closest('a') !== null; }, true);
    window.addEventListener('hashchange', () => {
      this.#hash = location.hash;
    });
    document.addEventListener('focusin', () => this.#note());
    document.addEventListener('scroll', () => this.#note(), { passive: true });
  }

  // Draws anew; what has the focus has it afterwards.
  keep(draw) {
    const key = this.#main.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    draw();
    if (key) this.#find(key)?.focus({ preventScroll: true });
  }

  // Another page begins: until its rows are there, focus and scroll are nobody's wish.
  leave() {
    this.#isOpening = true;
  }

  // At a page that was just opened: where the reader was when he comes back to it, else at its heading. The very first page leaves the focus
  // where the browser has it, before the link that skips to the content.
  arrive(heading, isFirst) {
    if (isFirst) {
      this.#isOpening = false;
      return;
    }
    const before = this.#isFollowing ? undefined : this.#places.get(location.hash);
    this.#isFollowing = false;
    const target = before && this.#find(before.key);
    (target ?? heading).focus({ preventScroll: true });
    window.scrollTo(0, before?.scroll ?? 0);
    this.#isOpening = false;
  }

  #note() {
    if (this.#isOpening || location.hash !== this.#hash) return;
    const key = this.#main.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    this.#places.set(this.#hash, { key: key ?? this.#places.get(this.#hash)?.key, scroll: window.scrollY });
  }

  #find(key) {
    return key === undefined ? null : this.#main.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }
}
