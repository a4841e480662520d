// Finds the question behind a label and answers it as a person would.
import assert from 'node:assert/strict';

/** A file chosen from the person's machine, made on the spot. */
export function file(name, bytes, mimeType = 'application/pdf') {
  return { name, mimeType, buffer: Buffer.from(bytes) };
}

/** The field or group of fields with this label; “(không bắt buộc)” behind the label does not matter. */
export async function control(within, label) {
  const words = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s*\\([^)]*\\))?\\s*$`);
  const found = within.getByLabel(words).or(within.getByRole('group', { name: words })).filter({ visible: true }).first();
  await found.waitFor().catch(async () => {
    const labels = await within.locator('label:visible, legend:visible').allInnerTexts();
    assert.fail(`no question “${label}”; the page asks: ${labels.map((text) => text.trim()).join(' · ')}`);
  });
  return found;
}

/** Answers one question. */
export async function answer(within, label, value) {
  const field = await control(within, label);
  const kind = await field.evaluate((element) => element.type && element.tagName !== 'FIELDSET' ? element.type : element.tagName);
  switch (kind) {
    case 'checkbox':
    case 'radio': return field.setChecked(value);
    case 'file': return field.setInputFiles(value);
    case 'select-one': return field.selectOption({ label: value });
    case 'FIELDSET': return answerGroup(field, value);
    default: return field.fill(String(value));
  }
}

async function answerGroup(group, value) {
  if (typeof value === 'string') return (await control(group, value)).check();
  const answers = Array.isArray(value) ? Object.fromEntries(value.map((choice) => [choice, true])) : value;
  for (const [label, inner] of Object.entries(answers)) await answer(group, label, inner);
}
