// Buttons that act on the page itself: copy, print, show the password.

/** Watches clicks of the whole document. */
export function startSmallActs(doc) {
  doc.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    if (!button) return;
    if (button.hasAttribute('data-copy')) copy(doc, button);
    if (button.hasAttribute('data-print')) doc.defaultView.print();
    if (button.hasAttribute('data-show-password')) togglePassword(doc, button);
    // A grey button stays focusable so that its reason can be read; it does nothing.
    if (button.getAttribute('aria-disabled') === 'true' && !button.hasAttribute('data-sending')) event.preventDefault();
  });
}

async function copy(doc, button) {
  const source = doc.getElementById(button.dataset.copy);
  try {
    await doc.defaultView.navigator.clipboard.writeText(source.textContent.trim());
    const words = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 2500);
  } catch {
    // No right to the clipboard (plain http): select the text, the person copies it.
    doc.getSelection().selectAllChildren(source);
  }
}

function togglePassword(doc, button) {
  const input = doc.getElementById(button.dataset.showPassword);
  const words = button.textContent;
  input.type = input.type === 'password' ? 'text' : 'password';
  button.textContent = button.dataset.hideText;
  button.dataset.hideText = words;
}
