// What makes the pages nicer where JavaScript is there. Nothing here is needed to use the portal.
(() => {
  'use strict';

  // htmx has just noted the page's address there, whatever it is told; nothing may stay on a shared phone.
  sessionStorage.clear();

  const show = (id) => { const box = document.getElementById(id); if (box) box.hidden = false; };
  const hide = (id) => { const box = document.getElementById(id); if (box) box.hidden = true; };

  // A page that comes back out of the browser's own memory may belong to somebody who has signed out since.
  window.addEventListener('pagehide', () => { document.documentElement.hidden = true; });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
    else document.documentElement.hidden = false;
  });

  // The question whether somebody is still there is answered, or asked too late.
  const calm = () => { const box = document.getElementById('stay'); if (box && box.open) box.close(); };

  document.addEventListener('portal:expired', () => {
    calm();
    if (!document.querySelector('[data-signed-out]')) show('over');
  });

  // Seen means: shown in the open conversation, in a window that somebody looks at.
  const seen = () => {
    if (document.visibilityState !== 'visible') return;
    document.querySelectorAll('[data-seen]').forEach((form) => window.htmx.trigger(form, 'portal:seen'));
  };
  document.addEventListener('visibilitychange', seen);
  document.addEventListener('focusin', seen);

  // Somebody who reads the newest message wants to go on reading the newest; somebody further up is left alone. Whoever
  // writes keeps the form under their hands.
  let atEnd = true;
  let newest;
  let held;
  let stood;
  const last = () => [...document.querySelectorAll('.message')].pop() || {};
  const top = () => held.getBoundingClientRect().top;
  const nearEnd = () => window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 320;
  document.addEventListener('htmx:beforeSwap', (event) => {
    atEnd = nearEnd();
    newest = last().id;
    held = document.querySelector('#write:is(:focus-within, :hover)');
    stood = held && top();
    // What the page asked for before it gave way has no place to stand any more.
    if (event.detail.target.id !== 'main' || !event.detail.shouldSwap) return;
    event.detail.target.querySelectorAll('[hx-get]').forEach((part) => window.htmx.trigger(part, 'htmx:abort'));
  });
  const toNewest = () => {
    const there = document.querySelector('#first-unread') || last();
    if (there.id) there.scrollIntoView({ block: 'center' });
  };

  document.addEventListener('htmx:afterSwap', (event) => {
    if (held && held.isConnected) window.scrollBy(0, top() - stood);
    if (event.target.id !== 'main') return;
    event.target.focus();
    if (document.querySelector('[data-signed-out]')) hide('over');
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    const sent = event.detail.requestConfig && event.detail.requestConfig.verb === 'post';
    const text = document.getElementById('text');
    if (sent && text) text.focus({ preventScroll: true });
    if (sent && text) text.form.scrollIntoView({ block: 'end' });
    else if (!held && atEnd && last().id !== newest) toNewest();
    seen();
  });

  // Five minutes before an idle sign-in ends we ask. What somebody does in another window of ours counts too, and
  // whoever does not answer is signed out by the server: this is a courtesy and decides nothing.
  const windows = 'BroadcastChannel' in window ? new BroadcastChannel('portal') : null;
  let warning = 0;
  const awake = () => {
    const box = document.getElementById('stay');
    if (!box) return;
    calm();
    window.clearTimeout(warning);
    warning = window.setTimeout(() => { if (!box.open) box.showModal(); }, box.dataset.after * 1000);
  };
  const acted = () => { awake(); if (windows) windows.postMessage('awake'); };
  if (windows) windows.addEventListener('message', awake);
  document.addEventListener('htmx:afterRequest', (event) => {
    const asked = event.detail.requestConfig;
    if (event.target.closest && event.target.closest('#stay')) calm();
    if (event.detail.successful && asked && !('Portal-Live' in asked.headers)) acted();
  });

  document.addEventListener('DOMContentLoaded', () => {
    const leaving = document.querySelector('form[data-send-now]');
    if (leaving) leaving.submit();
    acted();
    if (document.getElementById('thread')) toNewest();
    window.setTimeout(seen, 600);
  });
})();
