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
function find(root, field) {
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

// fields: [{field, message}]. Gives the sentences that have no place of their own, and moves to the first bad control.
export function showProblems(root, fields) {
  clear(root);
  const loose = fields.filter((one) => {
    const node = find(root, one.field);
    return !node || !place(node, one.message);
  });
  const first = root.querySelector('[aria-invalid]') || root.querySelector('.problem:not([hidden])');
  if (first) {
    first.scrollIntoView({ block: 'center' });
    if (first.matches('[aria-invalid]')) first.focus();
  }
  return loose.map((one) => one.message);
}
