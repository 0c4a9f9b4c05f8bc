/**
 * A page that the kernel makes: it comes as HTML, and what people press, choose, write
 * and pick in it goes back, with all its fields as they stand.
 *
 * `data-act` on a button says what to do, `data-value` with what; on a file field it
 * sends the files. `data-enter` acts on the Enter key, `data-change` as soon as a field
 * changes, `aria-keyshortcuts` on a button presses it by that key wherever the focus is in the
 * page; a <form> is not submitted inside a notebook. An `id` lets the focus and what
 * is unfolded survive when the page is drawn anew. `data-unfold` on a <details> acts when it
 * is opened, `data-seen` on anything when the page comes back into sight, as from another tab.
 */
const PART = 1 << 20; // a server may turn away messages of more than 10 MB
const FOCUSABLE = 'button[id], input[id], select[id], textarea[id], a[id], summary[id], [tabindex][id]';

/** What was pressed, as `aria-keyshortcuts` writes it. */
const pressed = (event) =>
  [event.altKey && 'Alt', event.ctrlKey && 'Control', event.shiftKey && 'Shift', event.key].filter(Boolean).join('+');

function renderDesk({ model, el }) {
  const page = document.createElement('div');
  page.className = 'xc-deskpage';
  const said = document.createElement('p');
  said.className = 'xc-said';
  said.setAttribute('role', 'status');
  said.hidden = model.get('quiet');
  el.append(page, said);

  const withId = (id) => (id ? page.querySelector(`#${CSS.escape(id)}`) : null);

  const say = (text, look = 'wait', sign = '…') => {
    said.textContent = text && `${sign} ${text}`;
    said.className = `xc-said xc-${look}`;
    said.hidden = model.get('quiet') && !text;
  };

  /** What stands in the fields: whether a box is checked by its name and value, what is written by its name. */
  const isBox = (field) => ['radio', 'checkbox'].includes(field.type);
  const keyOf = (field) => (isBox(field) ? `${field.name}=${field.value}` : field.name);
  const stateOf = (field) => (isBox(field) ? field.checked : field.value);
  const all = (more = '') => [...page.querySelectorAll(`[name]${more}:not([type=file])`)];
  const states = (list = all()) => new Map(list.map((field) => [keyOf(field), stateOf(field)]));
  const fields = () =>
    Object.fromEntries(all().filter((field) => !isBox(field) || field.checked).map((field) => [field.name, field.value]));
  const changed = (since, list) => [...states(list)].filter(([key, state]) => since.get(key) !== state);

  /** The fields as they were drawn, and as the kernel knows them. */
  let drawn = new Map();
  let known = new Map();
  let looking = false;

  const act = (node, name) => {
    page.setAttribute('aria-busy', 'true');
    known = states();
    looking = 'seen' in node.dataset;
    model.send({ act: name, value: node.dataset.value ?? node.value ?? '', fields: fields() });
  };

  /** What is not in the page that came, because the kernel never took it, stands again. */
  const rewrite = (written) => {
    const by = new Map(written);
    for (const field of all().filter((one) => by.has(keyOf(one)))) {
      const state = by.get(keyOf(field));
      if (isBox(field)) {
        field.checked = state;
      } else if (field.tagName !== 'SELECT' || [...field.options].some((one) => one.value === state)) {
        field.value = state;
      }
    }
  };

  const sendFiles = async (input) => {
    const files = [...input.files];
    const { act: name } = input.dataset;
    input.value = '';
    for (const [i, file] of files.entries()) {
      say(`正在读取 ${i + 1} / ${files.length}：${file.name}`);
      const about = { act: name, name: file.name, size: file.size };
      if (file.size > model.get('most')) {
        model.send({ file: about });
        continue;
      }
      const data = await file.arrayBuffer();
      for (let at = 0; at === 0 || at < data.byteLength; at += PART) {
        model.send({ file: { ...about, at } }, undefined, [new DataView(data.slice(at, at + PART))]);
      }
    }
  };

  /** The next thing in the page that is still there, else the one before. */
  const neighbour = (ids, id) => {
    const at = ids.indexOf(id);
    return [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0)).reverse()].map(withId).find(Boolean);
  };

  const draw = () => {
    const active = page.contains(document.activeElement) ? document.activeElement : null;
    const top = active?.getBoundingClientRect().top;
    const ids = [...page.querySelectorAll(FOCUSABLE)].map((node) => node.id);
    const folded = new Map([...page.querySelectorAll('details[id]')].map((node) => [node.id, node.open]));
    // Written while the kernel was at work; and, where nothing was done with it, all that was written.
    const written = changed(known);
    const refused = looking || model.get('said').look === 'wrong';
    const kept = refused ? changed(drawn, all(':not([data-change])')) : [];
    const caret = active?.selectionStart;
    const scrolled = [...page.querySelectorAll('.xc-scroll[id]')].map((node) => [node.id, node.scrollTop, node.scrollLeft]);
    page.innerHTML = model.get('html');
    page.removeAttribute('aria-busy');
    drawn = states();
    known = drawn;
    looking = false;
    rewrite([...kept, ...written]);
    for (const [id, open] of folded) {
      withId(id)?.toggleAttribute('open', open);
    }
    for (const [id, ...place] of scrolled) {
      withId(id)?.scrollTo(place[1], place[0]);
    }
    const { text = '', look, sign } = model.get('said');
    say(text, look, sign);
    const wanted = withId(model.get('focus'));
    if (wanted && written.length === 0) {
      leadTo(wanted);
    } else if (active) {
      const next = withId(active.id) ?? neighbour(ids, active.id);
      next?.focus({ preventScroll: true });
      if (caret != null && next?.id === active.id) {
        next.setSelectionRange?.(caret, caret);
      }
      keepInPlace(next, top);
    }
  };

  const leadTo = (node) => {
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: node.matches('h2, h3') ? 'start' : 'nearest' });
  };

  /** What had the focus stays where it was on the screen, whatever came or went above it. */
  const keepInPlace = (node, top) => {
    for (let box = node?.parentElement; box; box = box.parentElement) {
      box.scrollTop += node.getBoundingClientRect().top - top;
    }
  };

  page.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-act]');
    if (button) {
      act(button, button.dataset.act);
      return;
    }
    const place = withId(event.target.closest('a[href^="#"]')?.hash.slice(1));
    if (place) {
      event.preventDefault();
      leadTo(place);
    }
  });
  page.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing && event.target.dataset.enter) {
      act(event.target, event.target.dataset.enter);
      return;
    }
    const button = page.querySelector(`button[aria-keyshortcuts="${CSS.escape(pressed(event))}"]`);
    if (button && !event.isComposing) {
      event.preventDefault();
      act(button, button.dataset.act);
    }
  });
  page.addEventListener('change', (event) => {
    const { target } = event;
    if (target.type === 'file') {
      sendFiles(target);
    } else if (target.dataset.change) {
      act(target, target.dataset.change);
    }
  });
  page.addEventListener('toggle', ({ target }) => {
    if (target.open && target.dataset.unfold) {
      act(target, target.dataset.unfold);
    }
  }, true); // it does not bubble

  /** What was made elsewhere meanwhile is told when the reader comes back. */
  let away = false;
  const look = () => {
    const node = page.querySelector('[data-seen]');
    const here = page.offsetParent !== null && !document.hidden; // scrolled out of sight it is not left
    if (here && away && node) {
      act(node, node.dataset.seen);
    }
    away = !here;
  };
  const seen = new ResizeObserver(look);
  seen.observe(page);
  document.addEventListener('visibilitychange', look);

  const parts = [];
  const receive = ({ download: name, part, of }, buffers) => {
    parts.splice(part - 1, parts.length, ...buffers);
    if (name && part === of) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(parts.splice(0)));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    }
  };

  model.on('change:turn', draw);
  model.on('msg:custom', receive);
  draw();
  return () => {
    seen.disconnect();
    document.removeEventListener('visibilitychange', look);
    model.off('change:turn', draw);
    model.off('msg:custom', receive);
  };
}

export default { render: renderDesk };
