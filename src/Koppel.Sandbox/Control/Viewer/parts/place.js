// A place in the viewer: '#/contacts/12?tag=3'. Everything that a page shows is in its address, so that it can be kept as a bookmark.
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name, id] = path.split('/');
  return { name: name ?? '', id: id === undefined ? undefined : decodeURIComponent(id), params: Object.fromEntries(new URLSearchParams(query)) };
}

export function link(name, id, params = {}) {
  const kept = Object.entries(params).filter(([, value]) => value !== undefined && value !== '' && value !== null);
  const query = new URLSearchParams(kept).toString();
  return '#/' + name + (id === undefined ? '' : '/' + encodeURIComponent(id)) + (query ? '?' + query : '');
}

// The same place with some parameters changed; a change of what is shown begins at the first page again.
export function changed(place, params) {
  return link(place.name, place.id, { ...place.params, offset: undefined, ...params });
}

// Goes to an address without an entry in the history: for what is typed letter by letter.
export function replace(hash) {
  history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
