// Opens the folded part that belongs to the chosen answer, and folds those of the others: whoever concludes "refuse" sees the boxes for
// the reasons. Without scripts every part can be unfolded by hand.

/** Watches the choices of the whole document. */
export function startOpenedBy(doc) {
  doc.addEventListener('change', (event) => {
    if (event.target.type !== 'radio' || !event.target.form) return;
    for (const part of event.target.form.querySelectorAll('[data-opened-by]')) {
      const choice = doc.getElementById(part.dataset.openedBy);
      const fold = part.querySelector('details');
      if (fold && choice?.name === event.target.name) fold.open = choice.checked;
    }
  });
}
