/* Loaded by inventory/scanning/page.html: puts the scanner together. Without it the same page
   works as a plain form. */

import { inSight, show } from "./answer.js";
import { Camera } from "./camera.js";
import { misread, parse } from "./codes.js";
import { heard, hour, newKey } from "./clock.js";
import { keepOpen } from "./kept.js";
import { listen } from "./field.js";
import { History } from "./history.js";
import { Pictures } from "./pictures.js";
import { Places } from "./places.js";
import { Problems } from "./problems.js";
import { Queue } from "./queue.js";
import { say, switches } from "./sound.js";
import { Wedge } from "./wedge.js";

const root = document.getElementById("scanner");
const { address, operation, who, operator, now, told, site } = root.dataset;
const places = new Places(root, document.getElementById("mode-said"));
const card = document.getElementById("answer");
const form = document.getElementById("scan-form");
const FRESH = 10000;
const REFUSED = { tone: "refused", icon: "x-circle-fill", word: "Code à relire", shown: "", title: "" };
const READY = {
  tone: "ready", icon: "upc-scan", word: "Prêt", sentence: "Scannez une étiquette.",
  shown: "", title: "",
};

heard(now, false);
const wedge = new Wedge(site);
const field = listen(form, wedge, (text) => scan(text));
const history = new History(document.getElementById("told"), document.getElementById("counts"), who, {
  undo: (line) => scan(line.code, "undo", { undoes: line.key }),
  open: ask,
});
const queue = new Queue({
  address, who, state: root.dataset.state, on: { answer, state, full },
  token: form.querySelector("[name=csrfmiddlewaretoken]").value,
});
await queue.ready;
const problems = new Problems(document.getElementById("problems"), queue, who, ask);
const undoing = new Map();
const groups = new Map();
/** The last scan, when it is no code of ours. */
let unread = "";

/** `more.undoes` the scan taken back; `more.asked` what a question was about; `more.group` the
    scans of one picture, taken together. */
async function scan(code, chosen = operation, more = {}) {
  const fault = away() ? misread(code) : "";
  if (fault) {
    tell({ ...REFUSED, sentence: fault, shown: code.slice(0, 40) });
    say("refused");
    return;
  }
  unread = wedge.codes(code).length || parse(code).code ? "" : code;
  const key = newKey();
  const label = chosen === operation && !more.data && !more.asked ? places.take(code, key) : {};
  if (label.go) return void location.assign(label.go);
  if (label.answer) {
    tell(label.answer);
    return void say(label.answer.tone === "refused" ? "refused" : "done");
  }
  const made = {
    key,
    code: label.code ?? code,
    operation: chosen,
    occurred_at: hour(),
    data: more.data ?? label.data ?? (chosen === operation ? places.settings : {}),
    ...(operator ? { operator: Number(operator) } : {}),
    ...more.asked,
  };
  if (more.undoes) undoing.set(made.key, more.undoes);
  else history.waits(made);
  if (more.group) groups.set(made.key, more.group);
  field.focus();
  const kept = await queue.add(made);
  if (kept && away()) state({ waiting: queue.size, offline: true, stopped: "" });
}

/** The answer in large, and in sight unless a finger is on the list. */
function tell(told) {
  show(card, told, tap);
  if (!history.held) inSight(card);
}

/** No network, as far as this page knows: codes are then checked here. */
function away() {
  return queue.offline || !navigator.onLine;
}

function full(sentence) {
  tell({ ...REFUSED, word: "Attention", sentence });
  say("refused");
}

function tap(chosen, code, from, data) {
  if (from?.status === "choose") pick(code, from);
  else scan(code, chosen ?? operation, { data });
}

/** The device was touched that a question was about: what the scan was for is done to it. */
function pick(code, question) {
  if (question.picked) return;
  question.picked = true;
  const { data, occurred_at, operator: by } = question.asked ?? {};
  const asked = { data: question.operation ? data : {}, occurred_at, ...(by ? { operator: by } : {}) };
  history.chosen(question);
  problems.forget(question.key);
  scan(code, question.operation, { asked });
}

/** A question is shown again. */
function ask(question) {
  tell(question);
  card.querySelector("button")?.focus();
}

function answer(made, told, later) {
  heard(told.now);
  places.answered(made, told);
  if (told.status === "choose") told.asked = made;
  const bad = told.tone === "refused" || told.tone === "ask";
  const group = groups.get(made.key);
  groups.delete(made.key);
  // Of several taken together, what is to look at again is not hidden by the next one done.
  if (bad || !group?.bad) {
    tell(told);
    say(told.tone);
  }
  if (group) group.bad ||= bad;
  const undone = undoing.get(made.key);
  if (undone) {
    undoing.delete(made.key);
    if (told.tone === "done") history.undone(undone);
    return;
  }
  history.settle(told);
  const soon = Date.parse(hour()) - Date.parse(made.occurred_at) < FRESH;
  const opens = told.go && soon && queue.size === 0;
  // A form that does not open now would be forgotten.
  if ((later && bad) || (told.go && !opens)) problems.add(told);
  if (opens) location.assign(told.go);
}

function state({ waiting, offline, stopped }) {
  root.dataset.waiting = waiting;
  if (!waiting || !(offline || stopped)) return;
  history.keeps();
  const scans = waiting > 1 ? `Vos ${waiting} scans sont gardés` : "Votre scan est gardé";
  const asks = unread
    ? ` « ${unread.slice(0, 40)} » n'est pas un de nos codes : vous direz lequel au retour.` : "";
  const leave = waiting > 1 ? "partiront seuls" : "partira seul";
  tell({
    tone: "waiting",
    icon: stopped ? "person" : "wifi-off",
    word: waiting > 1 ? "Gardés" : "Gardé",
    sentence: stopped
      ? `${stopped} ${scans} sur ce téléphone.`
      : `Pas de réseau. ${scans} sur ce téléphone et ${leave}.${asks}`,
    shown: "",
    title: "",
    next: stopped ? [{ verb: "Continuer", icon: "arrow-right", address, primary: true }] : [],
  });
}

const pictures = new Pictures(root, wedge, {
  scan: (texts) => {
    const group = texts.length > 1 ? { bad: false } : undefined;
    for (const text of texts) scan(text, operation, { group });
  },
  wrong: (icon, word, sentence) => {
    tell({ tone: "refused", icon, word, sentence, shown: "", title: "" });
    say("refused");
  },
  done: () => field.focus(),
});

for (const tapped of card.querySelectorAll("[data-tap]")) {
  tapped.addEventListener("submit", (event) => {
    event.preventDefault();
    tap(tapped.dataset.tap, tapped.dataset.code);
  });
}
switches(root);
document.getElementById("tools").hidden = false;
pictures.resume();
const fresh = history.adopt(JSON.parse(told), root.dataset.fresh);
if (fresh) say(fresh.tone);
else if (!root.dataset.looking) tell(READY);
const others = await queue.others();
if (others) {
  const sentence = `Scans gardés ici sous un autre nom : ${others}. Ils partiront quand cette
    personne, ou ce point de scan, rouvrira le scanner sur ce téléphone.`;
  tell({ ...READY, tone: "waiting", icon: "hourglass-split", word: "En attente", sentence });
}
queue.start();
if (root.dataset.begin) scan(root.dataset.begin);
keepOpen(root, { address, who });
document.documentElement.dataset.scanner = "ready";
