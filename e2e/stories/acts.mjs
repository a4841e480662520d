// What officials do with one dossier, as the journeys tell it.

/** The desk opens what waits under this look-up code and accepts it. Gives the dossier number. */
export async function receives(desk, code) {
  await desk.opens('/can-bo/tiep-nhan');
  await desk.follows(code);
  await desk.presses('Tiếp nhận, cấp mã hồ sơ');
  await desk.sees('Đã tiếp nhận');
  return numberOn(desk);
}

/** The dossier number at the top of the page. */
export async function numberOn(somebody) {
  return (await somebody.page.locator('h1 .mc-number').innerText()).trim();
}

/** The due date as the page says it. */
export async function dueOn(somebody) {
  return (await somebody.page.locator('.mc-due__date').innerText()).trim();
}

/** Finishes the step that the open dossier waits for, with a conclusion if it asks for one. */
export async function finishes(official, conclusion) {
  if (conclusion) await official.fills({ 'Kết luận': conclusion });
  await official.presses('Hoàn thành bước này');
  await official.doesNotSee('Chưa làm được');
}

/** Opens the dossier from the inbox and finishes its step. */
export async function does(official, number, conclusion) {
  await official.opensDossier(number);
  await finishes(official, conclusion);
}
