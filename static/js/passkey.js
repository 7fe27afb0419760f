// Passkeys: <form data-passkey="create|get"> with a field "credential". What the browser is asked stands in
// the JSON of #passkey-options, or is fetched from data-address when the button is pressed.

const status = document.querySelector("[data-passkey-status]");

function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function described(keys = []) {
  return keys.map((key) => ({ ...key, id: bytes(key.id) }));
}

function readable(options) {
  const asked = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.allowCredentials) asked.allowCredentials = described(asked.allowCredentials);
  if (asked.excludeCredentials) asked.excludeCredentials = described(asked.excludeCredentials);
  return { publicKey: asked };
}

function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (!form.dataset.address) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const options = readable(await optionsOf(form));
  const credential = await navigator.credentials[form.dataset.passkey](options);
  form.elements.credential.value = JSON.stringify(answered(credential));
  form.submit();
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    status.textContent = form.dataset.address ? "" : status.dataset.impossible;
    continue;
  }
  const button = form.querySelector("[data-passkey-button]");
  if (!button) continue; // the account has no passkey
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    try {
      await ask(form);
    } catch (failure) {
      const impossible = failure.name === "SecurityError";
      status.textContent = impossible ? status.dataset.impossible : status.dataset.refused;
    }
  });
}
