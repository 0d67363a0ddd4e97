/* Tables that are wider than the screen scroll sideways; so that keys can do it too, they take the focus. */
addEventListener("load", () => {
  for (const wide of document.querySelectorAll(".md-typeset__scrollwrap")) {
    wide.tabIndex = 0;
  }
});
