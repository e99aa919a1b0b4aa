// Passkeys: shows their buttons where they can work, and says in words why one did not.
(function () {
  "use strict";

  function tell(what) {
    for (const sentence of document.querySelectorAll("[data-passkey-trouble]")) {
      sentence.hidden = sentence.dataset.passkeyTrouble !== what;
    }
  }

  // A number in place of a name is no address a passkey can be bound to.
  const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
  const buttons = document.querySelectorAll("[data-needs-passkey]");
  if (window.PublicKeyCredential && !isNumber) {
    for (const button of buttons) button.hidden = false;
  } else if (buttons.length) {
    tell("missing");
  }

  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    const exception = event.detail.exception;
    tell(exception && exception.name === "InvalidStateError" ? "known" : "stopped");
  });
})();
