// Sends a chosen file at once, with its progress in words and a bar. Without
// scripts the file goes with the form.
import { notYet } from './once.js';

/** Starts every file field with data-upload-url. */
export function startUploads(root) {
  for (const input of notYet(root, 'input[type=file][data-upload-url]', 'upload')) {
    input.addEventListener('change', () => {
      for (const file of input.files) send(input, file);
    });
  }
}

/** "1,2 MB", "340 KB", rounded as the server rounds. */
export function sizeText(bytes) {
  if (bytes >= 1_000_000) return `${(Math.round(bytes / 100_000) / 10).toFixed(1).replace('.', ',')} MB`;
  return `${Math.ceil(bytes / 1000)} KB`;
}

function send(input, file) {
  const line = progressLine(input, file);
  const request = new XMLHttpRequest(); // fetch cannot tell how much of an upload has gone
  const body = new FormData();
  body.append(input.name, file);
  request.open('POST', input.dataset.uploadUrl);
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) line.to(event.loaded / event.total);
  });
  request.addEventListener('load', () => {
    if (request.status >= 200 && request.status < 300) received(input, line, request);
    else line.end(request.getResponseHeader('Content-Type')?.startsWith('text/plain') && request.responseText
      ? request.responseText : `Không nhận được tệp ${file.name}. Xin chọn lại.`);
  });
  request.addEventListener('error', () => line.end(`Mất mạng khi gửi ${file.name}. Xin chọn lại tệp.`));
  line.cancel.addEventListener('click', () => { request.abort(); line.remove(); });
  request.send(body);
}

/** The server answers with the line to show, made from the same component as the page. */
function received(input, line, request) {
  input.insertAdjacentHTML('beforebegin', request.responseText);
  input.value = '';
  line.remove();
  input.dispatchEvent(new CustomEvent('motcua:uploaded', { bubbles: true }));
}

function progressLine(input, file) {
  const doc = input.ownerDocument;
  const box = doc.createElement('div');
  const words = doc.createElement('span');
  const bar = doc.createElement('progress');
  const cancel = doc.createElement('button');
  box.className = 'mc-upload-progress';
  words.setAttribute('role', 'status');
  words.textContent = `Đang gửi ${file.name} (${sizeText(file.size)})`;
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute('aria-label', `Đã gửi ${file.name}`);
  cancel.type = 'button';
  cancel.className = 'mc-link-button';
  cancel.textContent = 'Dừng';
  box.append(words, bar, cancel);
  input.after(box);
  return {
    cancel,
    to: (share) => { bar.value = Math.round(share * 100); },
    end: (text) => { words.textContent = text; bar.remove(); cancel.remove(); },
    remove: () => box.remove(),
  };
}
