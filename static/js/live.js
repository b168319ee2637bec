// The stream tells which parts of a page to fetch afresh, and what did not get through is tried again.
(() => {
  'use strict';

  const { htmx } = window;
  const FIRST_WAIT = 3000;
  const LONGEST_WAIT = 60000;
  const BETWEEN_LOOKS = 20000;
  const BESIDE = 250;
  const SLOWEST = 20000;
  const WHILE_NEW = 600000;
  const BROKEN = [502, 503, 504];
  // Everybody's pages lose the stream in the same moment, and must not come back in the same moment.
  const some = (most) => most * (0.5 + Math.random() / 2);
  const growing = (first, times) => some(Math.min(first * 2 ** times, LONGEST_WAIT));

  const parts = () => [...document.querySelectorAll('[hx-trigger*="sse:"]')];
  const namesOf = (part) => part.getAttribute('hx-trigger').match(/sse:[\w.:-]+/g) || [];
  const afresh = () => document.body.dispatchEvent(new Event('portal:reconnected'));

  // A part that fetches just now is asked once more afterwards: to give up a fetch for each newer change would mean that
  // in a storm of changes none is ever shown.
  const fetching = new Set();
  const stale = new Set();
  const failed = new Map();
  const ask = (part, name) => { if (fetching.has(part.id)) stale.add(part.id); else htmx.trigger(part, name); };
  const askAgain = (id, wait) => window.setTimeout(() => {
    beside.delete(id);
    const part = document.getElementById(id);
    if (part && part.matches('[hx-trigger*="sse:"]')) ask(part, namesOf(part)[0]);
  }, wait);
  // What stands beside a conversation comes after it, and once for what comes close together.
  const beside = new Set();
  const isPart = ({ requestConfig }) => requestConfig.verb === 'get' && 'Portal-Live' in requestConfig.headers;

  // What somebody sends carries a key, so that the server keeps it once however often it comes. Until it has answered,
  // the words stay as they were sent.
  const unsent = new Map();
  const told = document.getElementById('unsent');
  const isLetter = ({ requestConfig: { elt, verb } }) => verb === 'post' && elt.elements && elt.elements.key;
  const hasFiles = (form) => [...form.elements].some((one) => one.files && one.files.length);
  const hold = (form, held) => form.querySelectorAll('textarea').forEach((one) => { one.readOnly = held; });
  const sendAgain = (form) => { if (unsent.has(form) && form.isConnected && !form.matches('.htmx-request')) form.requestSubmit(); };
  // There is a network again, or the portal is back: nobody waits for the rest of a pause.
  const back = () => {
    unsent.forEach((times, form) => sendAgain(form));
    failed.forEach((times, id) => askAgain(id, 0));
  };
  window.addEventListener('online', back);

  const lost = (detail) => {
    const { elt } = detail.requestConfig;
    const waiting = isPart(detail) ? failed : isLetter(detail) && unsent;
    if (!waiting) return;
    const who = waiting === failed ? elt.id : elt;
    const times = waiting.get(who) || 0;
    waiting.set(who, times + 1);
    if (waiting === failed) { askAgain(who, growing(300, times)); return; }
    // The first time nobody needs to know: most of what is lost gets through half a second later.
    if (told && times) told.hidden = false;
    window.setTimeout(() => sendAgain(elt), growing(300, times));
  };
  document.addEventListener('htmx:beforeRequest', ({ detail }) => {
    if (isPart(detail)) fetching.add(detail.requestConfig.elt.id);
    if (isLetter(detail)) hold(detail.requestConfig.elt, true);
  });
  document.addEventListener('htmx:beforeSend', ({ detail }) => {
    if (isPart(detail) || (isLetter(detail) && !hasFiles(detail.requestConfig.elt))) detail.xhr.timeout = SLOWEST;
  });
  // Whoever stands between us says that we are away: that is no answer, and nothing to put in the place of the page.
  document.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (!BROKEN.includes(detail.xhr.status) || !(isPart(detail) || isLetter(detail))) return;
    detail.shouldSwap = false;
    lost(detail);
    // On the way down: on the way up others act as if the page gave way, and break off what it had asked for.
  }, true);
  document.addEventListener('htmx:sendError', ({ detail }) => lost(detail));
  document.addEventListener('htmx:timeout', ({ detail }) => lost(detail));
  document.addEventListener('htmx:afterRequest', ({ detail }) => {
    const { elt } = detail.requestConfig;
    const answered = detail.xhr.status && !BROKEN.includes(detail.xhr.status);
    if (isPart(detail)) {
      fetching.delete(elt.id);
      if (answered) failed.delete(elt.id);
      if (stale.delete(elt.id)) askAgain(elt.id, 0);
    } else if (isLetter(detail) && answered) {
      unsent.delete(elt);
      hold(elt, false);
      if (told && !unsent.size) told.hidden = true;
    }
  });

  // The portal has other words in this language. The page is read anew where nobody has begun anything. That puts off
  // the end of a sign-in, so it is done once at any time, and more often only soon after somebody has opened the page.
  const [arrived = {}] = performance.getEntriesByType('navigation');
  const { opened = Date.now(), reworded } = (arrived.type === 'reload' && window.history.state) || {};
  const note = (now) => window.history.replaceState({ ...window.history.state, opened, reworded: now }, '');
  note(reworded);
  let changed = false;
  document.addEventListener('change', () => { changed = true; });
  const begun = () => changed || unsent.size || (reworded && Date.now() - opened > WHILE_NEW)
    || document.querySelector('[aria-invalid], main [role="alert"], main :focus')
    || [...document.querySelectorAll('main :is(input, textarea)')].some((one) => one.value !== one.defaultValue
      || one.checked !== one.defaultChecked);
  const anew = () => { if (!begun()) { note(true); window.location.reload(); } };
  const reword = () => window.setTimeout(anew, some(2000));

  const names = new Set();
  let source;
  let refused = 0;
  let looking = 0;
  const hear = ({ type, lastEventId }) => {
    if (lastEventId) document.body.dataset.live = lastEventId;
    parts().filter((part) => namesOf(part).includes(`sse:${type}`)).forEach((part) => {
      if (part.id === 'thread' || !document.getElementById('thread')) ask(part, `sse:${type}`);
      else if (!beside.has(part.id)) beside.add(part.id) && askAgain(part.id, BESIDE);
    });
  };
  const listen = () => parts().flatMap(namesOf).forEach((name) => {
    if (names.has(name)) return;
    names.add(name);
    source.addEventListener(name.slice(4), hear);
  });
  // Without a stream the page looks for itself, now and then, while somebody looks at it.
  const look = () => {
    if (document.visibilityState === 'visible') afresh();
    looking = window.setTimeout(look, some(BETWEEN_LOOKS));
  };
  const open = () => {
    source = new EventSource(`/live?since=${document.body.dataset.live}`);
    names.clear();
    listen();
    source.addEventListener('reset', afresh);
    source.addEventListener('words', reword);
    source.addEventListener('opened', () => { refused = 0; window.clearTimeout(looking); looking = 0; back(); });
    source.addEventListener('expired', () => {
      source.close();
      window.clearTimeout(looking);
      document.dispatchEvent(new Event('portal:expired'));
    });
    source.addEventListener('error', () => {
      looking = looking || window.setTimeout(look, some(BETWEEN_LOOKS));
      // A browser comes back by itself to what was cut off, and never to what was refused.
      if (source.readyState !== EventSource.CLOSED) return;
      window.setTimeout(open, Math.max(FIRST_WAIT / 2, growing(FIRST_WAIT, refused)));
      refused += 1;
    });
  };
  document.addEventListener('htmx:load', () => { if (source) listen(); });
  document.addEventListener('DOMContentLoaded', () => { if ('live' in document.body.dataset) open(); });
})();
