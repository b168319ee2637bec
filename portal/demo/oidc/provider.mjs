// Two OpenID providers in one process, from a file of settings: node provider.mjs SETTINGS MODULES
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import * as pages from './pages.mjs';

const [, , settingsFile, modules] = process.argv;
const { Provider } = await import(pathToFileURL(createRequire(`${modules}/`).resolve('oidc-provider')).href);

// Signing keys live as long as the process: what was signed yesterday is worth nothing today.
const signingKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex'),
});

const configuration = (tenant) => ({
  clients: [{
    client_id: tenant.client_id,
    redirect_uris: [tenant.callback],
    post_logout_redirect_uris: [tenant.after_logout],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'RS256',
    jwks: { keys: [tenant.client_key] },
    require_auth_time: true,
    backchannel_logout_uri: tenant.back_channel,
    backchannel_logout_session_required: true,
  }],
  jwks: { keys: [signingKey()] },
  // Both providers and the portal share one host, and cookies know no ports.
  cookies: {
    keys: [randomBytes(24).toString('hex')],
    names: { session: `${tenant.name}_session`, interaction: `${tenant.name}_interaction`, resume: `${tenant.name}_resume` },
  },
  claims: { openid: ['sub', ...tenant.claims] },
  conformIdTokenClaims: false,
  acrValues: tenant.acr ? [tenant.acr] : [],
  scopes: ['openid', 'profile', 'offline_access'],
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: tenant.pushes },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const sid = ctx.oidc.session.sidFor(tenant.client_id);
        const query = new URLSearchParams({ iss: tenant.issuer, sid: sid ?? '' });
        ctx.body = pages.leaving(sid ? [`${tenant.front_channel}?${query}`] : [], form);
      },
      postLogoutSuccessSource: (ctx) => { ctx.body = pages.left(); },
    },
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 86400, IdToken: 600, Interaction: 600, RefreshToken: 86400, Session: 7200 },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  // Everybody agrees to everything: whether the municipality may know is not asked at the real ones either.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile offline_access');
    await grant.save();
    return grant;
  },
  issueRefreshToken: async () => tenant.refreshes,
  findAccount: async (_ctx, key) => {
    const person = tenant.people.find((one) => one.key === key);
    return person && { accountId: key, claims: async () => ({ sub: key, ...person.claims }) };
  },
  // The package refuses to call this machine itself, which is right anywhere but here.
  fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
  renderError: async (ctx, out) => { ctx.type = 'html'; ctx.body = pages.failed(out.error); },
});

const posted = async (request) => {
  let body = '';
  for await (const piece of request) body += piece;
  return new URLSearchParams(body);
};

const start = (tenant) => {
  const provider = new Provider(tenant.issuer, configuration(tenant));
  provider.on('backchannel.error', (_ctx, error) => console.error(`back-channel: ${error.message}`));
  provider.on('server_error', (_ctx, error) => console.error(`provider: ${error.message}`));
  const ordinary = provider.callback();
  const answer = async (request, response) => {
    if (request.method === 'POST' && request.url === '/session/end') {
      // The package takes a form here only from cookies that need TLS, so we hand it on as what it takes without.
      const form = await posted(request);
      Object.assign(request, { method: 'GET', url: `/session/end?${form}` });
    }
    if (!request.url.startsWith('/interaction/')) return ordinary(request, response);
    if (request.method === 'POST') {
      const key = (await posted(request)).get('person');
      const result = key
        ? { login: { accountId: key, acr: tenant.acr || undefined, amr: ['TestID'], remember: true } }
        : { error: 'access_denied' };
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    }
    const { uid } = await provider.interactionDetails(request, response);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    return response.end(pages.whoToBe(tenant, uid));
  };
  createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.statusCode = 400;
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(pages.failed(error.message));
    });
  }).on('error', (error) => { console.error(error.message); process.exit(1); })
    .listen(tenant.port, '127.0.0.1', () => console.log(`ready ${tenant.name}`));
};

JSON.parse(readFileSync(settingsFile, 'utf8')).forEach(start);

// Whoever started us holds the other end of our input; when they are gone, so are we.
process.stdin.on('end', () => process.exit(0)).resume();
