/* Loaded by inventory/scanning/page.html: puts the scanner together. Without it the same page
   works as a plain form. */

import { show } from "./answer.js";
import { Camera } from "./camera.js";
import { parse } from "./codes.js";
import { heard, hour, newKey } from "./clock.js";
import { listen } from "./field.js";
import { History } from "./history.js";
import { Problems } from "./problems.js";
import { Queue } from "./queue.js";
import { say, switches } from "./sound.js";

const root = document.getElementById("scanner");
const { address, operation, who, operator, now, told, reader, wasm, site } = root.dataset;
const settings = JSON.parse(root.dataset.settings);
const card = document.getElementById("answer");
const form = document.getElementById("scan-form");
const FRESH = 10000;
const PERSON = "filiere.scan.who";
const CAMERA = "filiere.scan.camera";
const REFUSED = { tone: "refused", icon: "x-circle-fill", word: "Code à relire", shown: "", title: "" };
const READY = {
  tone: "ready", icon: "upc-scan", word: "Prêt", sentence: "Scannez une étiquette.",
  shown: "", title: "",
};

heard(now, false);
const field = listen(form, site, (text) => scan(text));
const history = new History(
  document.getElementById("told"), document.getElementById("counts"), who,
  (line) => scan(line.code, "undo", { undoes: line.key }),
);
const queue = new Queue({
  address, who, state: root.dataset.state, on: { answer, state, full },
  token: form.querySelector("[name=csrfmiddlewaretoken]").value,
});
await queue.ready;
const problems = new Problems(document.getElementById("problems"), queue.store, who);

async function scan(code, chosen = operation, more = {}) {
  const fault = away() ? parse(code).fault : "";
  if (fault) {
    show(card, { ...REFUSED, sentence: fault, shown: code.slice(0, 40) }, tap);
    say("refused");
    return;
  }
  const made = {
    key: newKey(),
    code,
    operation: chosen,
    occurred_at: hour(),
    data: chosen === operation ? settings : {},
    ...(operator ? { operator: Number(operator) } : {}),
  };
  if (more.undoes) undoing.set(made.key, more.undoes);
  else history.waits(made);
  field.focus();
  if ((await queue.add(made)) && away()) state({ waiting: queue.size, offline: true, stopped: "" });
}

/** No network, as far as this page knows: codes are then checked here. */
function away() {
  return queue.offline || !navigator.onLine;
}

function full(sentence) {
  show(card, { ...REFUSED, word: "Attention", sentence }, tap);
  say("refused");
}
const undoing = new Map();

function tap(chosen, code) {
  scan(code, chosen ?? operation);
}

function answer(made, told, later) {
  heard(told.now);
  show(card, told, tap);
  say(told.tone);
  const undone = undoing.get(made.key);
  if (undone) {
    undoing.delete(made.key);
    if (told.tone === "done") history.undone(undone);
    return;
  }
  history.settle(told);
  const soon = Date.parse(hour()) - Date.parse(made.occurred_at) < FRESH;
  if (later && told.tone === "refused") problems.add(told);
  if (told.go && soon && queue.size === 0) location.assign(told.go);
}

function state({ waiting, offline, stopped }) {
  root.dataset.waiting = waiting;
  if (!waiting || !(offline || stopped)) return;
  history.keeps();
  const scans = waiting > 1 ? `Vos ${waiting} scans sont gardés` : "Votre scan est gardé";
  const leave = waiting > 1 ? "partiront seuls" : "partira seul";
  show(card, {
    tone: "waiting",
    icon: stopped ? "person" : "wifi-off",
    word: waiting > 1 ? "Gardés" : "Gardé",
    sentence: stopped
      ? `${stopped} ${scans} sur ce téléphone.`
      : `Pas de réseau. ${scans} sur ce téléphone et ${leave}.`,
    shown: "",
    title: "",
    next: stopped ? [{ verb: "Continuer", icon: "arrow-right", address, primary: true }] : [],
  }, tap);
}

const shelf = document.getElementById("camera");
const opener = document.getElementById("open-camera");
const camera = new Camera(shelf.querySelector("video"), { reader, wasm }, (text) => scan(text));

async function toggle() {
  if (camera.open) camera.stop();
  else {
    shelf.hidden = false;
    try {
      await camera.start();
    } catch (error) {
      camera.stop();
      const why = { tone: "refused", icon: "camera", word: "Pas de caméra", sentence: error.message };
      show(card, { ...why, shown: "", title: "" }, tap);
    }
  }
  shelf.hidden = !camera.open;
  sessionStorage.setItem(CAMERA, camera.open ? "open" : "");
  opener.setAttribute("aria-pressed", String(camera.open));
  field.focus();
}
opener.addEventListener("click", toggle);
if (sessionStorage.getItem(CAMERA) === "open") toggle();

for (const tapped of card.querySelectorAll("[data-tap]")) {
  tapped.addEventListener("submit", (event) => {
    event.preventDefault();
    tap(tapped.dataset.tap, tapped.dataset.code);
  });
}
switches(root);
document.getElementById("tools").hidden = false;
const fresh = history.adopt(JSON.parse(told), root.dataset.fresh);
if (fresh) say(fresh.tone);
else if (!root.dataset.looking) show(card, READY, tap);
const others = await queue.others();
if (others) {
  const sentence = `Scans gardés ici sous un autre nom : ${others}. Ils partiront quand cette
    personne, ou ce point de scan, rouvrira le scanner sur ce téléphone.`;
  show(card, { ...READY, tone: "waiting", icon: "hourglass-split", word: "En attente", sentence }, tap);
}
queue.start();
if ("serviceWorker" in navigator) {
  const worker = await navigator.serviceWorker.register(root.dataset.worker).catch(() => null);
  const before = localStorage.getItem(PERSON);
  if (before && before !== who) worker?.active?.postMessage("somebody-else");
  localStorage.setItem(PERSON, who);
  navigator.serviceWorker.ready.then(() => (root.dataset.kept = "yes"));
}
document.documentElement.dataset.scanner = "ready";
