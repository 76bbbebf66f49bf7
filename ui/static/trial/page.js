// Sends the files one after the other, starts the reading of them, and tells how far it is.
const ASK_EVERY_MS = 700;
const form = document.querySelector('form');
const panel = document.querySelector('section');
const bar = panel.querySelector('progress');
const open = panel.querySelector('a');
let name = null;

const show = (said, share = null) => {
  panel.hidden = false;
  panel.querySelector('.said').textContent = said;
  bar.hidden = share === null;
  if (share) bar.value = share;
  else bar.removeAttribute('value');
};

const fail = (said) => {
  show(said);
  form.inert = false;
  panel.querySelector('[data-remove]').hidden = true;
};

const ask = async (method, path) => {
  const answer = await fetch(path, { method });
  if (answer.status === 404) throw new Error(SAID.gone);
  if (!answer.ok && answer.status !== 409) throw new Error(SAID.broken);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.said);
  return told;
};

// XMLHttpRequest, because fetch does not tell how much has been sent.
const send = (part, file) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.upload.addEventListener('progress', ({ loaded, total }) => show(SAID.sending, loaded / total));
  request.addEventListener('load', () => {
    if (request.status === 200) resolve();
    else reject(new Error(request.status === 409 ? JSON.parse(request.responseText).said : SAID.broken));
  });
  request.addEventListener('error', () => reject(new Error(SAID.broken)));
  request.open('PUT', `${name}/${part}`);
  request.send(file);
});

const follow = async () => {
  const told = await ask('GET', name);
  if (told.stage === 'failed') return fail(told.said);
  show(told.said, told.stage === 'ready' ? null : told.share);
  if (told.stage !== 'ready') return setTimeout(() => follow().catch((error) => fail(error.message)), ASK_EVERY_MS);
  panel.querySelector('.left-out').textContent = told.leftOut;
  panel.querySelector('ul').replaceChildren(...told.rejects.map((text) => Object.assign(document.createElement('li'), { textContent: text })));
  open.href = `shop/${name}/${location.search}`;
  open.hidden = false;
  open.focus();
};

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const files = ['feed', 'pictures'].map((part) => [part, form.elements[part].files[0]]).filter(([, file]) => file);
  if (!files.length) return fail(SAID.nothing);
  if (files.some(([part, file]) => file.size > LIMITS[part])) return fail(SAID.large);
  form.inert = true;
  open.hidden = true;
  panel.querySelector('[data-remove]').hidden = false;
  panel.querySelector('.left-out').textContent = '';
  panel.querySelector('ul').replaceChildren();
  show(SAID.sending);
  try {
    ({ name } = await ask('POST', './'));
    for (const [part, file] of files) await send(part, file);
    await ask('POST', `${name}?feed=${encodeURIComponent(form.elements.feed.files[0]?.name ?? '')}`);
    await follow();
  } catch (error) {
    fail(error.message);
  }
});

panel.querySelector('[data-remove]').addEventListener('click', async () => {
  if (name) await fetch(name, { method: 'DELETE' });
  location.reload();
});
