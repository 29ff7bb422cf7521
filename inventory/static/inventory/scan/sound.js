/* Loaded by scan/page.js: a high tone for done, two low ones for refused, nothing for a repeat;
   the same to the hand by vibration. Both can be switched off, and stay so. */

const KEPT = "filiere.scan.";
let context = null;

export function isOn(name) {
  return localStorage.getItem(KEPT + name) !== "off";
}

/** Wire the buttons `[data-switch]`; what they say is remembered on this phone. */
export function switches(root) {
  for (const button of root.querySelectorAll("[data-switch]")) {
    const name = button.dataset.switch;
    if (name === "vibration" && !navigator.vibrate) {
      button.hidden = true;
      continue;
    }
    button.setAttribute("aria-pressed", String(isOn(name)));
    button.addEventListener("click", () => {
      localStorage.setItem(KEPT + name, isOn(name) ? "off" : "on");
      button.setAttribute("aria-pressed", String(isOn(name)));
      if (isOn(name)) say("done");
    });
  }
}

/** `tone`: done, told, refused, repeat. */
export function say(tone) {
  if (tone === "repeat") return;
  const bad = tone === "refused";
  if (isOn("vibration")) navigator.vibrate?.(bad ? [120, 80, 120] : 60);
  if (!isOn("sound")) return;
  if (bad) {
    beep(233, 0, 0.16);
    beep(185, 0.2, 0.22);
  } else {
    beep(tone === "done" ? 1175 : 880, 0, 0.12);
  }
}

function beep(hertz, after, seconds) {
  try {
    context ??= new AudioContext();
  } catch {
    return;
  }
  if (context.state === "suspended") context.resume();
  const at = context.currentTime + after;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.35, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + seconds);
}
