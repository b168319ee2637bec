// The one way in which markup may come into a page by script, in browsers that know Trusted Types.
// htmx writes what our own server answered into the page. A page of ours that is written so never holds a script, a
// handler or an address that is one: whatever does was not written by us, and is refused as a whole.
(() => {
  'use strict';

  if (!window.trustedTypes || !window.trustedTypes.createPolicy) return;

  const NEVER = 'script, iframe, frame, frameset, object, embed, applet, portal, base, animate, set, meta[http-equiv]' +
    ', noframes, noembed, style, math, xmp, plaintext, noscript textarea, noscript title, noscript noscript';
  const ADDRESSES = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'background', 'ping'];
  const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:', 'sms:'];

  // Read as the browser reads it, for what a browser makes of an address cannot be told from its letters.
  const leadsToAScript = (address) => {
    try { return !SCHEMES.includes(new URL(address, location.origin).protocol); } catch { return false; }
  };
  const isBad = (element) => [...element.attributes].some(({ name, value }) =>
    name.startsWith('on') || name === 'srcdoc' || /^(data-)?hx-(on|vars)/.test(name) ||
    (ADDRESSES.includes(name) && leadsToAScript(value)) ||
    (/^(data-)?hx-(vals|headers|request)$/.test(name) && /^\s*(js|javascript):/i.test(value)));
  // Where scripts are on, what is without them is read as letters up to its end, so that no letter in it may say that
  // this is the end.
  const endsEarly = (noscript) => [...noscript.querySelectorAll('*')].some((element) =>
    [...element.attributes].some(({ value }) => value.includes('<'))) ||
    document.createNodeIterator(noscript, NodeFilter.SHOW_COMMENT).nextNode() !== null;
  const isGood = (root) => !root.querySelector(NEVER) && ![...root.querySelectorAll('noscript')].some(endsEarly) && [...root.querySelectorAll('*')].every((element) =>
    !isBad(element) && (!(element instanceof HTMLTemplateElement) || isGood(element.content)));

  // Nothing runs and nothing is fetched in a document that is only parsed, and nobody else has a turn meanwhile.
  let parsing = false;
  const parsed = (markup) => {
    parsing = true;
    try { return new DOMParser().parseFromString(markup, 'text/html'); } finally { parsing = false; }
  };

  window.trustedTypes.createPolicy('default', {
    // Once as a page and once as what lies in one: the same letters at the head of a page may mean something else.
    createHTML: (markup) => (parsing || (isGood(parsed(markup)) && isGood(parsed(`<body>${markup}`))) ? markup : null),
    createScript: () => null,
    // The one worker of ours, and nothing else by address.
    createScriptURL: (address) => (address === '/sw.js' ? address : null),
  });
})();
