// Draws a process with bpmn-js. The table of steps beside it says the same in
// words, so a drawing that fails to load loses nothing.
// Licence of bpmn-js: its mark in the corner must stay visible and uncovered.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

const STEP = 80;
const MARGIN = 30;
const MARK = 40; // room for the mark of bpmn.io below the drawing

// Drawn when it comes into view: inside a closed fold it has no size to fit into.
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    draw(target);
  }
});
for (const place of document.querySelectorAll('[data-bpmn-viewer]')) seen.observe(place);

async function draw(place) {
  try {
    const answer = await fetch(place.dataset.diagramUrl);
    if (!answer.ok) throw new Error(`diagram: ${answer.status}`);
    const fontFamily = getComputedStyle(place).fontFamily;
    // Names are measured when they are drawn, so the typeface must be there; a stand-in that is missing is no harm.
    await document.fonts.load(`12px ${fontFamily}`, 'ồ').catch(() => {});
    const viewer = new NavigatedViewer({ container: place, textRenderer: { defaultStyle: { fontFamily } } });
    await viewer.importXML(await answer.text());
    const canvas = viewer.get('canvas');
    fit(place, canvas);
    mark(viewer, place.dataset.done, 'mc-step-done');
    mark(viewer, place.dataset.active, 'mc-step-active');
    place.addEventListener('keydown', (event) => steer(place, canvas, event));
  } catch (problem) {
    console.warn(problem.message);
    const words = document.createElement('p');
    words.className = 'mc-diagram__failed';
    words.textContent = place.dataset.failed;
    place.replaceChildren(words);
  }
}

/** Gives a flat drawing a flat frame, then shows all of it with a margin. */
function fit(place, canvas) {
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, outer.width / (inner.width + 2 * MARGIN));
  place.style.height = `${Math.max(200, Math.min((inner.height + 2 * MARGIN) * scale + MARK, 0.7 * innerHeight))}px`;
  canvas.resized();
  canvas.zoom('fit-viewport', 'auto');
  canvas.zoom(canvas.zoom() * 0.92, 'auto');
}

function mark(viewer, ids, name) {
  const known = viewer.get('elementRegistry');
  for (const id of (ids ?? '').split(',').map((part) => part.trim()).filter(Boolean)) {
    if (known.get(id)) viewer.get('canvas').addMarker(id, name);
  }
}

function steer(place, canvas, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
  const [dx, dy] = moves[event.key] ?? [];
  if (dx !== undefined) canvas.scroll({ dx, dy });
  else if (event.key === '+' || event.key === '=') canvas.zoom(canvas.zoom() * 1.2);
  else if (event.key === '-') canvas.zoom(canvas.zoom() / 1.2);
  else if (event.key === '0') fit(place, canvas);
  else return;
  event.preventDefault();
}
