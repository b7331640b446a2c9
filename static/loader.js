// Fetches failed scripts and styles again, at new addresses: browsers remember failed modules. ES5, for old ones.
(function () {
  var head = document.head;
  var asked;
  // A proxy that changes Host makes the server refuse scripts; only a POST carries the page's own address as they do.
  function ask() {
    asked = asked || new XMLHttpRequest();
    if (asked.readyState) return;
    asked.open('POST', '');
    asked.onload = function () {
      if (asked.status === 403) document.getElementById('start').className += ' refused';
    };
    asked.send();
  }
  function again(node) {
    var key = node.src ? 'src' : 'href';
    var parts = /(.+static\/\w+)~?(\d?)(.+)/.exec(node[key]);
    if (node.late || !parts || parts[2] > 2) return;
    var copy = document.createElement(node.tagName);
    copy.rel = node.rel;
    copy.media = node.media;
    copy.type = node.type;
    copy[key] = parts[1] + '~' + (+parts[2] + 1) + parts[3];
    ask();
    node.late = setTimeout(function () {
      head.replaceChild(copy, node);
    }, 999);
  }
  function failed(event) {
    if (event.target.parentNode === head) again(event.target);
  }
  function check(node) {
    try {
      if (node.src ? head.parentNode.className.match('started') : node.sheet.cssRules.length) return;
    } catch (e) {
      /* a style sheet that failed may not be read */
    }
    again(node);
  }
  addEventListener('error', failed, true);
  addEventListener('load', function () {
    head.querySelectorAll('[rel=stylesheet],[type=module]').forEach(check);
  });
  addEventListener('click', function (event) {
    if (event.target.closest('#reload')) event.preventDefault(location.reload());
  });
})();
