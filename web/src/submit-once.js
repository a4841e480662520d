// Stops a second click from sending a form twice. The server guards against it
// too; here the person only sees at once that the first click was heard.
const PAUSE_MS = 8000;

/** Watches every form of the document that posts. */
export function startSubmitOnce(doc) {
  doc.addEventListener('submit', (event) => {
    const form = event.target;
    // getAttribute: a field called "method" would hide form.method.
    const isPost = form.getAttribute('method')?.toLowerCase() === 'post';
    if (event.defaultPrevented || !isPost || form.hasAttribute('data-submit-many')) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    hold(form, event.submitter);
  });
  // Back button: the page comes back from memory with the form still held.
  doc.defaultView.addEventListener('pageshow', (event) => {
    if (event.persisted) doc.querySelectorAll('form[data-sending]').forEach(release);
  });
}

/** Marks the form as on its way. `disabled` is not used: it would drop the button's own name and value. */
export function hold(form, button) {
  form.dataset.sending = 'true';
  if (button) {
    button.dataset.sending = 'true';
    button.setAttribute('aria-disabled', 'true');
  }
  // A lost network must not lock the person out for ever.
  setTimeout(() => release(form), PAUSE_MS);
}

/** Makes the form sendable again. */
export function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll('[data-sending]')) {
    delete button.dataset.sending;
    button.removeAttribute('aria-disabled');
  }
}
