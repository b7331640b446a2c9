// Files dropped on a box. Knows no content.

// Files dropped on the node are passed to take().
export function acceptDrops(node, take) {
  const highlight = (on) => (event) => {
    event.preventDefault();
    node.classList.toggle('drop', on);
  };
  node.addEventListener('dragover', highlight(true));
  node.addEventListener('dragleave', highlight(false));
  node.addEventListener('drop', (event) => {
    highlight(false)(event);
    take(event.dataTransfer.files);
  });
}
