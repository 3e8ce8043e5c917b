// made("button", {type: "button", class: "button"}, "Gras"): an element, its attributes, what is in it.
export function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// A button that leaves the selection of the text where it is.
export function button(label, act, attributes = {}) {
  const made_ = made("button", {type: "button", class: "button light", ...attributes}, label);
  made_.addEventListener("mousedown", (event) => event.preventDefault());
  made_.addEventListener("click", act);
  return made_;
}
