// Loads the next level of an address when one is chosen: communes of a province,
// districts and their communes for the time before 1/7/2025. Without scripts the
// button beside the list does the same through the server.
import { notYet } from './once.js';

const LEVELS = ['country', 'province', 'district', 'commune'];

/** Starts every address that says where its units come from. */
export function startAddress(root) {
  for (const address of notYet(root, '[data-communes-url]', 'address')) {
    const lists = LEVELS.map((level) => address.querySelector(`[data-address="${level}"]`)).filter(Boolean);
    address.addEventListener('change', (event) => {
      const place = lists.indexOf(event.target);
      if (place < 0) return;
      if (event.target.dataset.address === 'country') showUnits(address, event.target.value);
      else if (lists[place + 1]) load(address.dataset.communesUrl, event.target, lists.slice(place + 1));
    });
  }
}

/** Abroad there are no provinces and communes of ours. */
function showUnits(address, country) {
  for (const part of address.querySelectorAll('[data-address-part]:not([data-address-part="country"])')) {
    part.hidden = country !== 'VN';
  }
}

async function load(path, chosen, [next, ...later]) {
  const asked = chosen.value;
  for (const list of [next, ...later]) fill(list, []);
  // Busy, not disabled: whoever goes on with Tab before the answer is there must come to this list, not past it.
  next.ariaBusy = 'true';
  try {
    const url = new URL(path, chosen.ownerDocument.baseURI);
    url.searchParams.set(chosen.dataset.address, asked);
    const answer = await fetch(url, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(`units: ${answer.status}`);
    const units = await answer.json();
    if (chosen.value === asked) fill(next, units); // else a newer choice is on its way
  } catch (problem) {
    console.warn(problem.message);
    // The button for browsers without scripts helps here too.
    chosen.parentElement.querySelector('.mc-without-js')?.classList.remove('mc-without-js');
  } finally {
    if (chosen.value === asked) next.ariaBusy = null;
  }
}

function fill(list, units) {
  list.replaceChildren(list.options[0], ...units.map(({ value, label, chosen }) => new Option(label, value, chosen, chosen)));
  list.dispatchEvent(new Event('input', { bubbles: true }));
  if (list.value) list.dispatchEvent(new Event('change', { bubbles: true })); // chosen for the person: its own list follows
}
