/* What is looked for in a long table becomes a key of the address, from which the page is drawn. */
(function () {
  "use strict";

  document.addEventListener("submit", function (event) {
    var form = event.target.closest ? event.target.closest("form[data-search]") : null;
    if (!form) {
      return;
    }
    event.preventDefault();
    var key = form.getAttribute("data-search");
    var asked = new URLSearchParams(window.location.search);
    var wanted = form.querySelector("input").value.trim();
    if (wanted) {
      asked.set(key, wanted);
    } else {
      asked.delete(key);
    }
    asked.delete("part");
    var search = asked.toString().replace(/%2C/g, ",");
    window.dash_clientside.set_props("address", { pathname: window.location.pathname, search: search ? "?" + search : "" });
  });
})();
