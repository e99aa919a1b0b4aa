// A real issuer of OpenID Connect for the tests: oidc-provider, certified by the OpenID Foundation.
// node issuer.mjs <client id> <secret> <redirect address>…  writes its own address once it answers.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [client_id, client_secret, ...redirect_uris] = process.argv.slice(2);
const LEVELS = { 1: "https://www.spid.gov.it/SpidL1", 2: "https://www.spid.gov.it/SpidL2" };
const MARIA = {
  sub: "aa11bb22",
  given_name: "MARIA",
  family_name: "ROSSI",
  birthdate: "1980-03-12",
  fiscal_number: "TINIT-RSSMRA80C52F935E",
  email: "maria@example.org",
  email_verified: true,
};

const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id, client_secret, redirect_uris, response_types: ["code"], grant_types: ["authorization_code"] }],
  acrValues: Object.values(LEVELS),
  claims: {
    acr: null,
    openid: ["sub"],
    profile: ["given_name", "family_name", "birthdate", "fiscal_number"],
    email: ["email", "email_verified"],
  },
  cookies: { keys: ["solo per i test"] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_context, interaction) => `/persona/${interaction.uid}` },
  findAccount: (_context, accountId) => ({ accountId, claims: async () => MARIA }),
  // Whoever is recognised here has agreed already: a public service asks no further consent.
  async loadExistingGrant(context) {
    const grant = new provider.Grant({ clientId: client_id, accountId: context.oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

const page = (uid) => `<!doctype html><html lang="it"><title>Chi sei</title><link rel="icon" href="data:,"><main><h1>Chi sei</h1>
<form method="post" action="/persona/${uid}/2"><button>Sono Maria, livello 2</button></form>
<form method="post" action="/persona/${uid}/1"><button>Sono Maria, livello 1</button></form>
<form method="post" action="/persona/${uid}/annulla"><button>Annulla</button></form></main>`;

const callback = provider.callback();
server.on("request", async (request, response) => {
  const [, person, uid, choice] = request.url.split("/");
  if (person !== "persona") return callback(request, response);
  if (request.method === "GET") {
    return response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(page(uid));
  }
  const result = LEVELS[choice]
    ? { login: { accountId: MARIA.sub, acr: LEVELS[choice] } }
    : { error: "access_denied" };
  await provider.interactionFinished(request, response, result);
});
console.log(issuer);
