// The portal without network: a page that says so, and a queue for what was written meanwhile.
// What is handed in is sealed with the portal's public key before it is kept, so nothing on this phone can read it again.
// No page of anybody's is ever kept. SHELL, with the names of our own files, is written before this by the server.
'use strict';

const CACHE = `portal-${SHELL.version}`;
const MOST = 20;
const OLDEST = 28 * 24 * 3600 * 1000;
const PAD = 1024;
// Sent elsewhere, nobody is signed in, nobody may, or too many at once.
const STOPS = [0, 401, 403, 429];
const letters = new TextEncoder();

// The box on this phone: sealed envelopes, and the desk: the public key and by what its owner is known. Only a page of
// somebody signed in makes one. Looking into it after a sign-out must not: an empty box, too, would tell of the portal.
const inBox = (mode, work, make = false) => new Promise((done, failed) => {
  const asked = indexedDB.open('portal', 1);
  let none = false;
  asked.onupgradeneeded = () => {
    none = !make;
    if (none) { asked.transaction.abort(); return; }
    asked.result.createObjectStore('envelopes', { keyPath: 'id' });
    asked.result.createObjectStore('desk', { keyPath: 'id' });
  };
  asked.onerror = () => (none ? done() : failed(asked.error));
  asked.onsuccess = () => {
    const box = asked.result;
    const turn = box.transaction(['envelopes', 'desk'], mode);
    const found = work(turn.objectStore('envelopes'), turn.objectStore('desk'));
    turn.oncomplete = () => { box.close(); done(found && found.result); };
    turn.onabort = () => { box.close(); failed(turn.error); };
  };
});
const theDesk = () => inBox('readonly', (envelopes, desk) => desk.get('desk'));
const everything = async () => await inBox('readonly', (envelopes) => envelopes.getAll()) || [];
const waitingFor = async (owner) => (await everything())
  .filter((one) => one.owner === owner).sort((one, other) => one.kept - other.kept);
const forget = async () => {
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase('portal');
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
};

const tell = async (said) => {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage(said);
};
const tellWaiting = async (more) => {
  const desk = await theDesk();
  if (!desk) return;
  const count = (await waitingFor(desk.owner)).length;
  await tell({ kind: 'waiting', owner: desk.owner, count, write: Date.now() < desk.fresh, skew: desk.skew, ...more });
};

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
// P-256 with a key pair of its own for each envelope, HKDF, AES-256-GCM; its counterpart is portal/services/envelopes.py.
const sealed = async (desk, id, letter) => {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const mine = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', mine.publicKey));
  const theirs = Uint8Array.from(atob(desk.key), (sign) => sign.charCodeAt(0));
  const bits = await crypto.subtle.deriveBits(
    { name: 'ECDH', public: await crypto.subtle.importKey('raw', theirs, curve, false, []) }, mine.privateKey, 256);
  const key = await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: letters.encode('portal envelope') },
    await crypto.subtle.importKey('raw', bits, 'HKDF', false, ['deriveKey']), { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  // How long it is would tell a short word from a long story.
  const text = letters.encode(JSON.stringify(letter));
  const padded = new Uint8Array(Math.ceil(text.length / PAD) * PAD).fill(32);
  padded.set(text);
  const closed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: letters.encode(`${desk.owner} ${id}`) }, key, padded);
  return base64([...point, ...new Uint8Array(closed)]);
};

// Keep a form for later. Only one that a page of the same owner sent, while their sign-in may still live.
const keep = async (path, form) => {
  const desk = await theDesk();
  // An empty place for a picture is no picture. One that is filled needs the network.
  const fields = Object.fromEntries([...form].filter(([, value]) => !(value instanceof File) || value.size));
  if (Object.values(fields).some((value) => value instanceof File)) return false;
  if (!desk || fields.offline !== desk.owner || !fields.key || Date.now() > desk.last) return false;
  const before = await waitingFor(desk.owner);
  if (before.length >= MOST && !before.some((one) => one.id === fields.key)) return false;
  const now = Date.now();
  const letter = {
    path,
    day: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(now + desk.skew),
    at: fields.sent_at || new Date(now).toISOString(),
  };
  const { key } = fields;
  for (const name of ['key', 'offline', 'csrf_token', 'sent_at']) delete fields[name];
  const envelope = { id: key, owner: desk.owner, kept: now, sealed: await sealed(desk, key, { ...letter, fields }) };
  if (!await inBox('readwrite', (envelopes) => envelopes.put(envelope))) return false;
  if (self.registration.sync) self.registration.sync.register('envelopes').catch(() => {});
  await tellWaiting();
  return true;
};

const pageIn = (locale) => `/offline?language=${locale}`;
const offlinePage = async () => {
  const desk = await theDesk().catch(() => null);
  return (desk && await caches.match(pageIn(desk.locale))) || Response.error();
};
const told = async (request, waits) => {
  if (request.headers.has('HX-Request')) {
    return waits ? new Response('', { headers: { 'Content-Type': 'text/html', 'HX-Reswap': 'none', 'HX-Trigger': 'portal:kept' } }) : Response.error();
  }
  const desk = await theDesk();
  return desk ? Response.redirect(`${pageIn(desk.locale)}${waits ? '' : '#unsent'}`, 303) : Response.error();
};
const post = async (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  const form = await request.clone().formData();
  // The page for no network has no form token: what is written there always goes by way of the queue.
  if (form.has('csrf_token')) {
    try { return await fetch(request); } catch { return told(request, await keep(path, form)); }
  }
  const waits = await keep(path, form);
  if (waits) event.waitUntil(flush());
  return told(request, waits);
};

// Send what waits, one after the other, as whoever is signed in now, and only what is theirs.
const flush = () => navigator.locks.request('portal-flush', async () => {
  const desk = await theDesk();
  if (!desk) return;
  // What somebody else left here and never came back for. Of one's own the portal says what is too old to be sent.
  const old = (await everything())
    .filter((one) => one.owner !== desk.owner && Date.now() - one.kept > OLDEST);
  for (const one of old) await inBox('readwrite', (envelopes) => envelopes.delete(one.id));
  const waiting = await waitingFor(desk.owner);
  if (!waiting.length) return;
  const quiet = { 'Portal-Live': '1' };
  let here;
  try { here = await fetch('/offline/desk', { headers: quiet, cache: 'no-store' }); } catch { await tellWaiting(); return; }
  // Nobody is signed in, or somebody whose queue this is not: what waits, waits on.
  if (here.status === 204 || here.status === 401) { await tellWaiting({ signIn: true }); return; }
  if (here.status !== 200) { await tellWaiting(); return; }
  const { csrf, owner } = await here.json();
  if (owner !== desk.owner) return;
  for (const one of waiting) {
    let answer;
    try {
      answer = await fetch('/offline/flush', {
        method: 'POST', headers: quiet, redirect: 'manual',
        body: new URLSearchParams({ csrf_token: csrf, key: one.id, sealed: one.sealed }),
      });
    } catch { break; }
    if (STOPS.includes(answer.status)) break;
    // What breaks over one says nothing of those behind it: it waits, and they go on.
    if (answer.status !== 200) continue;
    const said = await answer.json();
    if (said.state === 'later') break;
    if (said.state === 'stuck') continue;
    // It may have been written anew meanwhile: then the newer one stays.
    await inBox('readwrite', (envelopes) => {
      const now = envelopes.get(one.id);
      now.onsuccess = () => { if (now.result && now.result.sealed === one.sealed) envelopes.delete(one.id); };
    });
    await tell({ kind: 'sent', owner, ...said });
  }
  await tellWaiting();
});

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL.files)));
});
self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  // Whoever leaves takes everything along, also where the portal cannot be told, and also what others left waiting here:
  // who borrowed a phone must not leave a trace on it that somebody used the portal, and the answer clears it all anyway.
  if (request.method === 'POST' && SHELL.leaving.includes(pathname)) event.waitUntil(forget());
  else if (request.method === 'POST' && SHELL.posts.includes(pathname)) event.respondWith(post(event));
  else if (request.method !== 'GET') return;
  else if (SHELL.files.includes(pathname)) event.respondWith(caches.match(request).then((found) => found || fetch(request)));
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(offlinePage));
});
// A knock carries nothing: the words lie here.
self.addEventListener('push', (event) => event.waitUntil((async () => {
  const desk = await theDesk().catch(() => null);
  const [title, body, dir] = SHELL.told[desk && desk.locale] || SHELL.told.nb;
  await self.registration.showNotification(title, { body, dir, tag: 'new' });
})()));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow('/'));
});
self.addEventListener('sync', (event) => { if (event.tag === 'envelopes') event.waitUntil(flush()); });
self.addEventListener('message', (event) => {
  const { kind, desk } = event.data;
  const work = {
    // Asked for without cookies: the page for no network is nobody's.
    desk: async () => {
      await inBox('readwrite', (envelopes, desks) => desks.put({ id: 'desk', ...desk }), true);
      const cache = await caches.open(CACHE);
      if (!await cache.match(SHELL.files[0])) await cache.addAll(SHELL.files);
      const page = pageIn(desk.locale);
      if (!await cache.match(page)) {
        for (const one of await cache.keys()) if (new URL(one.url).pathname === '/offline') await cache.delete(one);
        const answer = await fetch(page, { credentials: 'omit' });
        if (answer.ok) await cache.put(page, answer);
      }
      await flush();
      await tellWaiting();
    },
    flush,
    count: tellWaiting,
    forget,
  }[kind];
  if (work) event.waitUntil(work().catch(() => {}));
});
