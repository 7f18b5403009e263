/* A link's token stands behind the # of the address: taken out of address and history, and sent once in the form. */
(function () {
  "use strict";

  function open() {
    var token = window.location.hash.slice(1);
    var form = document.getElementById("open-link");
    if (!token || !form) {
      return;
    }
    window.history.replaceState(null, "", window.location.pathname);
    form.elements.token.value = token;
    form.submit();
  }

  window.addEventListener("hashchange", open);
  open();
})();
