/* Loaded by scan/page.js: fills the large answer (inventory/scanning/answer.html), slot by slot. */

const UNDER = 70;
const icons = document.getElementById("icons").content;

/** A copy of one of the page's icons. */
export function icon(name) {
  const found = icons.querySelector(`[data-icon="${CSS.escape(name)}"] svg`);
  return found ? found.cloneNode(true) : document.createElement("span");
}

export function fill(root, slots) {
  for (const [name, value] of Object.entries(slots)) {
    const slot = root.querySelector(`[data-slot="${name}"]`);
    if (value instanceof Node) slot.replaceChildren(value);
    else slot.textContent = value;
  }
}

/** Show this answer; `tap(operation, code, answer, data)` is what a button without address does. */
export function show(section, answer, tap) {
  section.className = `answer answer-${answer.tone}`;
  fill(section, {
    icon: icon(answer.icon),
    word: answer.word,
    shown: answer.shown,
    title: answer.title,
    sentence: answer.sentence,
  });
  const longest = Math.max(...answer.word.split(" ").map((one) => one.length));
  section.style.setProperty("--longest", Math.max(longest, 5));
  const buttons = (answer.next ?? []).map((one) => button(one, answer.code, tap, answer));
  for (const near of answer.near ?? []) {
    const again = { verb: near.shown, more: near.title, icon: "upc-scan", primary: true, operation: null };
    buttons.push(button(again, near.code, tap, answer));
  }
  section.querySelector('[data-slot="next"]').replaceChildren(...buttons);
}

/** The word is on the screen, wherever the page was left. */
export function inSight(section) {
  const { bottom, top } = section.querySelector('[data-slot="word"]').getBoundingClientRect();
  if (top < 0 || bottom > innerHeight - UNDER) section.scrollIntoView({ block: "start", behavior: "instant" });
}

function button(one, code, tap, answer) {
  const made = document.createElement(one.address ? "a" : "button");
  made.className = `btn ${one.primary ? "btn-primary" : "btn-outline-primary"}`;
  if (one.address) {
    made.href = one.address;
  } else {
    made.type = "button";
    made.addEventListener("click", () => tap(one.operation, code, answer, one.data), { once: true });
  }
  const verb = document.createElement("span");
  verb.className = one.more ? "device-code" : "";
  verb.textContent = one.verb;
  made.append(icon(one.icon), verb, one.more ?? "");
  return made;
}

/** What is shown of a scan that could not even be read. */
export function refusal(scan, problem) {
  return {
    key: scan.key, status: "refused", tone: "refused", icon: "x-circle-fill",
    word: problem.title, sentence: problem.detail, code: scan.code, shown: scan.code,
    title: "", address: "", next: [], near: [], undo: false, go: "", at: "",
  };
}
