/* When the server does not answer, or answers with an error, the reader is told so and may try again. */
(function () {
  "use strict";

  var ask = window.fetch;

  function show(trouble) {
    var notice = document.getElementById("trouble");
    if (notice) {
      notice.hidden = !trouble;
    }
  }

  window.fetch = function (resource) {
    var address = typeof resource === "string" ? resource : resource.url;
    var answered = ask.apply(this, arguments);
    if (address.indexOf("_dash-update-component") < 0) {
      return answered;
    }
    return answered.then(
      function (answer) {
        if (answer.status === 401) {
          window.location.reload(); /* no longer signed in: the page itself leads to where one signs in */
        }
        show(answer.status >= 400);
        return answer;
      },
      function (error) {
        show(true);
        throw error;
      }
    );
  };

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("#trouble button")) {
      window.location.reload();
    }
  });
})();
