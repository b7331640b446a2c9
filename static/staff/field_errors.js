// Shows the server's bad fields at the controls that carry their names. Knows no document.

function clear(root) {
  root.querySelectorAll('[aria-invalid]').forEach((node) => {
    node.removeAttribute('aria-invalid');
    node.removeAttribute('aria-describedby');
  });
  root.querySelectorAll('.problem').forEach((node) => {
    node.textContent = '';
    node.hidden = true;
  });
}

// The control named so, or else the nearest thing around it: parts[0].groups[1] → parts[0].groups → parts[0] → parts.
export function nodeOf(root, field) {
  for (let name = field; name; name = name.replace(/(\.?[^.[\]]+|\[\d+\])$/, '')) {
    const node = root.querySelector('[data-field="' + CSS.escape(name) + '"]');
    if (node) return node;
  }
  return null;
}

function place(node, message) {
  const isControl = node.matches('input, select, textarea');
  const line = isControl ? document.getElementById(node.id + '-problem') : node.querySelector('.problem');
  if (!line) return false;
  line.textContent = (line.textContent ? line.textContent + ' ' : '') + message;
  line.hidden = false;
  if (isControl) {
    node.setAttribute('aria-invalid', 'true');
    node.setAttribute('aria-describedby', line.id);
    node.addEventListener(
      'input',
      () => {
        node.removeAttribute('aria-invalid');
        line.hidden = true;
      },
      { once: true },
    );
  }
  return true;
}

// fields: [{field, message}]. Gives the sentences that have no place of their own, and moves to the first
// bad control in sight, unless it is to stay where somebody is typing.
export function showProblems(root, fields, stay) {
  clear(root);
  const loose = fields.filter((one) => {
    const node = nodeOf(root, one.field);
    return !node || !place(node, one.message);
  });
  const seen = (selector) => Array.from(root.querySelectorAll(selector)).find((node) => node.getClientRects().length);
  const first = seen('[aria-invalid]') || seen('.problem:not([hidden])');
  if (first && !stay) {
    first.scrollIntoView({ block: 'center' });
    if (first.matches('[aria-invalid]')) first.focus();
  }
  return loose.map((one) => one.message);
}
