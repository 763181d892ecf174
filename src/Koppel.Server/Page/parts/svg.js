const Space = 'http://www.w3.org/2000/svg';

/** Makes an element of a picture. */
export function svg(name, properties, ...children) {
  const element = document.createElementNS(Space, name);
  for (const [key, value] of Object.entries(properties))
    if (value !== undefined && value !== null) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}
