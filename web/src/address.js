// Loads the communes of the chosen province. Without scripts the button beside
// the province does the same through the server.
import { notYet } from './once.js';

/** Starts every address that says where its communes come from. */
export function startAddress(root) {
  for (const address of notYet(root, '[data-communes-url]', 'address')) {
    const url = address.dataset.communesUrl;
    const province = address.querySelector('[data-address-province]');
    const commune = address.querySelector('[data-address-commune]');
    if (!url || !province || !commune) continue;
    province.addEventListener('change', () => load(url, province, commune));
  }
}

async function load(url, province, commune) {
  const asked = province.value;
  commune.disabled = true;
  try {
    const answer = await fetch(`${url}?${new URLSearchParams({ province: asked })}`);
    if (!answer.ok) throw new Error(`communes: ${answer.status}`);
    const units = await answer.json();
    if (province.value !== asked) return; // a newer choice is on its way
    const first = commune.options[0];
    commune.replaceChildren(first, ...units.map(({ value, label }) => new Option(label, value)));
    commune.dispatchEvent(new Event('change', { bubbles: true }));
  } finally {
    if (province.value === asked) commune.disabled = false;
  }
}
