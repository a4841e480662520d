// What the browser adds to pages that work without it. Every behaviour hangs on
// a data attribute and is safe to start twice, because htmx may swap parts in.
import 'htmx.org/dist/htmx.esm.js';
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs';
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs';
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs';
import { startAddress } from './address.js';
import { startAutosave } from './autosave.js';
import { startCharacterCount } from './character-count.js';
import { startChecklists } from './checklist.js';
import { startFieldFormats } from './field-format.js';
import { startFirstField } from './first-field.js';
import { startKeys } from './keys.js';
import { startLiveResults } from './live-results.js';
import { startOpenedBy } from './opened-by.js';
import { startSmallActs } from './small-acts.js';
import { startSubmitOnce } from './submit-once.js';
import { startUploads } from './upload.js';
import * as forms from './forms.js';

const GOVUK = [['govuk-service-navigation', ServiceNavigation], ['govuk-error-summary', ErrorSummary],
  ['govuk-skip-link', SkipLink]];

function begin() {
  document.documentElement.classList.add('mc-js');
  // The design system's parts ask for this class before they start.
  document.body.classList.add('govuk-frontend-supported');
  startSubmitOnce(document);
  startSmallActs(document);
  startKeys(document);
  startOpenedBy(document);
  startFieldFormats(document);
  begunPart(document);
  startFirstField(document);
  document.addEventListener('htmx:after:swap', () => begunPart(document));
  document.addEventListener('motcua:row-added', (event) => begunPart(event.detail));
}

/** Starts what belongs to single elements; elements already started are left alone. */
function begunPart(root) {
  for (const [name, Component] of GOVUK) {
    for (const element of root.querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`)) {
      try {
        new Component(element); // eslint-disable-line no-new
      } catch (problem) {
        console.warn(problem.message); // one broken part must not stop the others
      }
    }
  }
  startAddress(root);
  startAutosave(root);
  startCharacterCount(root);
  startChecklists(root);
  startLiveResults(root);
  startUploads(root);
  forms.start?.(root);
}

begin();
