// The provider's own pages: who to be, and that one is leaving. Everybody on them is synthetic.

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const plain = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);

const page = (title, body) => `<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plain(title)}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem}
button{font:inherit;display:block;width:100%;min-height:3rem;margin:.4rem 0;padding:.5rem 1rem;text-align:start;border:1px solid gray;border-radius:.4rem;background:white}
small{display:block;color:dimgray}iframe{display:none}</style></head>
<body><main><h1>${plain(title)}</h1>${body}</main></body></html>`;

export const whoToBe = (tenant, uid) => page(tenant.title, `
<p>Dette er ikke ${plain(tenant.like)}. Det er en prøve på denne maskinen, og alle personene er syntetiske.</p>
<form method="post" action="/interaction/${plain(uid)}">
${tenant.people.map((one) => `<button name="person" value="${plain(one.key)}">${plain(one.name)}<small>${plain(one.what)}</small></button>`).join('\n')}
<button name="person" value="">Avbryt</button>
</form>`);

export const leaving = (frames, form) => page('Du logger ut', `
<p>Du blir logget ut overalt der du logget inn herfra.</p>
${frames.map((address) => `<iframe src="${plain(address)}" title="Utlogging"></iframe>`).join('\n')}
${form.replace('</form>', '<input type="hidden" name="logout" value="yes"><button>Logg ut</button></form>')}
<script>setTimeout(() => document.forms[0].submit(), 500);</script>`);

export const left = () => page('Du er logget ut', '<p>Du kan lukke vinduet.</p>');

export const failed = (error) => page('Det gikk ikke', `<p>${plain(error)}</p>`);
