/* The picture of a chart: its .svg, drawn by this browser at twice its size. Menus close when the reader goes on. */
(function () {
  "use strict";

  var SCALE = 2;

  function nameOf(answer) {
    var said = answer.headers.get("Content-Disposition") || "";
    var found = /filename="?([^";]+)"?/.exec(said);
    return (found ? found[1] : "vitrina.svg").replace(/\.svg$/, ".png");
  }

  function drawn(svg) {
    return new Promise(function (resolve, reject) {
      var image = new Image();
      var address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = image.width * SCALE;
        canvas.height = image.height * SCALE;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(address);
        canvas.toBlob(resolve, "image/png");
      };
      image.onerror = reject;
      image.src = address;
    });
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 10000);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-png]") : null;
    if (!link) {
      return;
    }
    event.preventDefault();
    var name = "vitrina.png";
    fetch(link.href)
      .then(function (answer) {
        name = nameOf(answer);
        return answer.text();
      })
      .then(drawn)
      .then(function (blob) {
        save(blob, name);
      });
  });

  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) {
        menu.open = false;
      }
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest ? event.target.closest("details.menu") : null);
  });

  document.addEventListener("keydown", function (event) {
    var menu = event.key === "Escape" && event.target.closest ? event.target.closest("details.menu[open]") : null;
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
