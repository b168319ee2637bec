// Only where a translator looks at a page of the demo: a text that is pressed opens its translation beside the page.
// Without this file the list below the page leads to the same.
(() => {
  'use strict';

  const page = document.getElementById('ic-page');
  const panel = document.getElementById('ic-panel');
  const editor = document.getElementById('ic-editor');
  const follow = document.querySelector('.ic-follow');
  const OF_A_TEXT = /^\/translate\/[A-Za-z-]+\/[0-9a-f]{16}$/;
  const PARTS = '#main > .received-line, #main > .ds-alert, .desk';
  let from = null;
  let asked = '';
  let changed = false;

  const follows = () => follow.getAttribute('aria-pressed') === 'true';
  const linkOf = (hash) => document.querySelector(`#ic-texts [data-text="${hash}"] a`);

  const fill = (verb, address, values) => {
    asked = address;
    window.htmx.ajax(verb, address, { target: editor, swap: 'ignoreTitle:true', select: PARTS, values });
  };
  editor.addEventListener('htmx:afterSwap', (event) => {
    if (event.target !== editor || panel.hidden) return;
    // Whatever else was answered, such as that somebody is signed out, is a page of its own.
    if (!editor.querySelector('.desk')) { location.assign(asked); return; }
    const saved = editor.querySelector('.received-line');
    changed ||= saved !== null;
    panel.scrollTop = 0;
    (saved ? panel : editor.querySelector('textarea') || panel).focus({ preventScroll: true });
  });

  const open = (address, origin) => {
    from = origin;
    panel.hidden = false;
    document.body.classList.add('ic-open');
    fill('GET', address);
  };
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove('ic-open');
    editor.replaceChildren();
    if (changed) { location.reload(); return; }
    if (from && !from.matches('a, button')) from.tabIndex = -1;
    if (from) from.focus();
  };

  // Before anything of the page hears of it: a text in a link is a text first.
  page.addEventListener('click', (event) => {
    const text = follows() ? null : event.target.closest('[data-i18n]');
    const link = text && linkOf(text.dataset.i18n);
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    open(link.href, text);
  }, true);

  const texts = document.getElementById('ic-texts');
  texts.addEventListener('click', (event) => {
    const link = event.target.closest('[data-text] a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.href, link);
  });
  const light = (event) => {
    page.querySelectorAll('.ic-lit').forEach((text) => text.classList.remove('ic-lit'));
    const item = event.target.closest('[data-text]');
    if (item) page.querySelectorAll(`[data-i18n="${item.dataset.text}"]`).forEach((text) => text.classList.add('ic-lit'));
  };
  texts.addEventListener('focusin', light);
  texts.addEventListener('mouseover', light);

  editor.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || !OF_A_TEXT.test(new URL(link.href).pathname)) return;
    event.preventDefault();
    fill('GET', link.href);
  });
  editor.addEventListener('submit', (event) => {
    event.preventDefault();
    const by = event.submitter;
    const values = Object.fromEntries(new FormData(event.target));
    if (by && by.name) values[by.name] = by.value;
    const address = (by && by.getAttribute('formaction')) || event.target.getAttribute('action');
    const checks = address.endsWith('/check') && editor.querySelector('#checks');
    // What is only checked is answered in its own place, and what was written stays.
    if (checks) window.htmx.ajax('POST', address, { target: checks, swap: checks.getAttribute('hx-swap'), values });
    else fill('POST', address, values);
  });

  panel.querySelector('.ic-close button').addEventListener('click', close);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
  follow.addEventListener('click', () => {
    follow.setAttribute('aria-pressed', String(!follows()));
    page.classList.toggle('ic-on', !follows());
  });

  page.classList.add('ic-on');
  document.querySelectorAll('.ic-hint, .ic-follow').forEach((part) => { part.hidden = false; });
})();
