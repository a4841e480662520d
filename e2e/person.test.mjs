// The verbs of a person, tried on a page made here: each must work, and each must be able to fail.
import assert from 'node:assert/strict';
import http from 'node:http';
import test, { after, before } from 'node:test';
import { closeBrowser } from './browser.mjs';
import { file } from './form.mjs';
import { person } from './person.mjs';

const page = (body, title = 'Trang thử') => `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${title}</title></head><body><main>${body}</main></body></html>`;

const FORM = page(`<h1>Tờ khai</h1><form method="post" action="/nop" enctype="multipart/form-data">
  <p><label for="n">Họ, chữ đệm, tên</label> <input id="n" name="n"></p>
  <p><label for="p">Số điện thoại <span>(không bắt buộc)</span></label> <input id="p" name="p"></p>
  <fieldset><legend>Giới tính</legend>
    <input type="radio" id="g1" name="g" value="nam"><label for="g1">Nam</label>
    <input type="radio" id="g2" name="g" value="nu"><label for="g2">Nữ</label></fieldset>
  <fieldset><legend>Nơi thường trú</legend>
    <label for="t">Tỉnh, thành phố</label> <select id="t" name="t"><option value="">Chọn …</option><option value="51">Quảng Ngãi</option></select>
    <label for="d">Số nhà, đường</label> <input id="d" name="d"></fieldset>
  <fieldset><legend>Kèm theo</legend>
    <input type="checkbox" id="k1" name="k" value="a"><label for="k1">Bản sao</label>
    <input type="checkbox" id="k2" name="k" value="b"><label for="k2">Bản chính</label></fieldset>
  <p><input type="checkbox" id="c" name="c" value="1"><label for="c">Tôi cam đoan</label></p>
  <p><label for="f">Giấy tờ</label> <input type="file" id="f" name="f"></p>
  <button>Nộp hồ sơ</button></form>`);

const PROBLEM = page(`<div id="s" tabindex="-1"><div role="alert"><h2>Có chỗ cần sửa</h2><a href="#n">Ghi họ tên</a></div></div>
  <h1>Tờ khai</h1><label for="n">Họ tên</label> <p id="n-error">Cần sửa: Ghi họ tên</p><input id="n" aria-describedby="n-error">
  <script src="/focus.js"></script>`);

const PAGES = {
  '/': page('<h1>Trang chủ</h1><a href="/to-khai">Làm tờ khai</a><dl><dt>Mã hồ sơ</dt><dd> H48.01 </dd></dl>'),
  '/to-khai': FORM,
  '/sai': PROBLEM,
  '/rao': page('<h1>Rào</h1><img src="/x.svg"><input>'),
  '/rong': page('<h1>Rộng</h1><p style="width:900px">rộng</p>'),
  '/hong': page('<h1>Hỏng</h1><script src="/khong-co.js"></script>'),
  '/ngoai': page('<h1>Ngoài</h1><img alt="" src="http://localhost:9/x.png">'),
};

let server;
let url;
let posted;

before(async () => {
  server = http.createServer(async (request, response) => {
    if (request.method === 'POST') {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      posted = Buffer.concat(chunks).toString('utf8');
      return response.writeHead(303, { location: '/' }).end();
    }
    if (request.url === '/focus.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end("document.getElementById('s').focus()");
    if (request.url === '/x.svg') return response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
    const body = PAGES[request.url];
    const style = request.url === '/rong' ? " style-src 'unsafe-inline';" : '';
    const images = request.url === '/ngoai' ? ' img-src *;' : '';
    response.writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': `default-src 'self';${style}${images}` });
    response.end(body ?? page('<h1>Không có trang này</h1>'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await closeBrowser();
  server.closeAllConnections();
  server.close();
});

async function as(options, story) {
  const one = await person({ name: 'Lan', url, ...options });
  one.context.setDefaultTimeout(2_000);
  try {
    await story(one);
  } finally {
    await one.context.close();
  }
}

for (const script of [true, false]) {
  test(`a form is answered by its labels and sent, ${script ? 'with' : 'without'} JavaScript`, () => as({ script }, async (lan) => {
    await lan.opens('/');
    await lan.follows('Làm tờ khai');
    await lan.isAt('Tờ khai');
    await lan.fills({
      'Họ, chữ đệm, tên': 'Nguyễn Thị Lan', 'Số điện thoại': '0905000000', 'Giới tính': 'Nữ',
      'Nơi thường trú': { 'Tỉnh, thành phố': 'Quảng Ngãi', 'Số nhà, đường': '12 Lê Lợi' },
      'Kèm theo': ['Bản sao', 'Bản chính'], 'Tôi cam đoan': true, 'Giấy tờ': file('can-cuoc.pdf', '%PDF-1.7'),
    });
    await lan.presses('Nộp hồ sơ');
    await lan.isAt('Trang chủ');
    for (const sent of ['Nguyễn Thị Lan', '0905000000', 'nu', '51', '12 Lê Lợi', 'can-cuoc.pdf', '%PDF-1.7']) {
      assert.ok(posted.includes(sent), `${sent} was sent`);
    }
    assert.equal(posted.match(/name="k"/g).length, 2);
    assert.deepEqual(lan.faults(), []);
  }));
}

test('a value beside a term is read', () => as({}, async (lan) => {
  await lan.opens('/');
  assert.equal(await lan.reads('Mã hồ sơ'), 'H48.01');
}));

test('what is not on the page is missed, with the words that are', () => as({}, async (lan) => {
  await lan.opens('/');
  await assert.rejects(lan.sees('Đã nộp'), /Lan, at \/: expected to see “Đã nộp”[\s\S]*Làm tờ khai/);
  await assert.rejects(lan.doesNotSee('Trang chủ'), /expected not to see/);
  await assert.rejects(lan.isAt('Tờ khai'), /expected the heading/);
  await assert.rejects(lan.fills({ 'Quê quán': 'x' }), /no question “Quê quán”/);
}));

test('a problem stands in the summary, beside the field, and has the focus', () => as({}, async (lan) => {
  await lan.opens('/sai');
  await lan.isToldAbout('Họ tên', 'Ghi họ tên');
  await assert.rejects(lan.isToldAbout('Họ tên', 'Ghi ngày sinh'), /expected a summary/);
  await lan.page.locator('h1').click();
  await lan.page.getByLabel('Họ tên').focus();
  await assert.rejects(lan.isToldAbout('Họ tên', 'Ghi họ tên'), /to have the focus/);
}));

test('a keyboard reaches what a page offers, and nothing that it does not', () => as({}, async (lan) => {
  await lan.opens('/to-khai');
  await lan.tabsTo('Nộp hồ sơ');
  await assert.rejects(lan.tabsTo('Huỷ', 5), /cannot reach “Huỷ”/);
}));

for (const script of [true, false]) {
  test(`a page that keeps somebody out is refused, ${script ? 'with' : 'without'} JavaScript`, () => as({ script }, async (lan) => {
    await assert.rejects(lan.opens('/rao'), /image-alt[\s\S]*label/);
  }));
}

test('who hurries is not held up by a barrier, and is again afterwards', () => as({}, async (lan) => {
  await lan.hurries(() => lan.opens('/rao'));
  await assert.rejects(lan.opens('/rao'), /image-alt/);
}));

test('a page wider than a phone is refused on a phone only', async () => {
  await as({ device: 'phone' }, (lan) => assert.rejects(lan.opens('/rong'), /reflow: the page is 9\d\d px wide/));
  await as({ device: 'desk' }, (lan) => lan.opens('/rong'));
});

test('what fails behind a page is remembered', () => as({}, async (lan) => {
  await lan.opens('/hong');
  assert.match(lan.faults().join('\n'), /404 from .*khong-co\.js/);
}));

test('a call to another host is remembered', () => as({}, async (lan) => {
  await lan.opens('/ngoai');
  assert.match(lan.faults().join('\n'), /another host: http:\/\/localhost:9\/x\.png/);
}));
