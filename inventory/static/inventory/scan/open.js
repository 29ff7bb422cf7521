/* Loaded by inventory/scanning/open.html: takes the secret from after the # of the address,
   where no server sees it, and leaves none in the history of the browser. */

const secret = location.hash.slice(1);
if (secret) {
  document.getElementById("token").value = `#${secret}`;
  document.getElementById("by-hand").hidden = true;
  history.replaceState(null, "", location.pathname);
}
