// Loaded by forecast/moves.html (its own page, and volet 5 of the diagnostic): coverage and
// break-even move with what is typed. As forecast/moves.py computes; a test holds them together.

const COUNTS = new Intl.NumberFormat("fr-FR", { maximumSignificantDigits: 2 });
const SHARES = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });

export function moved(start, values) {
  const now = { ...start.values };
  for (const name of start.moved) if (name in values) now[name] = values[name];
  const taken = start.holders.map((one) => now[`willing_${one}`] * now[`collect_${one}`]);
  const collected = start.outflow.map((row) => row.map((flow, h) => flow * taken[h]));
  const usual = start.values.reused_share;
  const factor = usual ? now.reused_share / usual : 0;
  const handed = collected.map((row, k) =>
    row.reduce((sum, one, h) => sum + one * Math.min(start.reused[k][h] * factor, 1), 0),
  );
  const elapsed = Math.max(start.months - now.workshop_months, 0) / start.months;
  const coverage = {};
  for (const [concept, people] of Object.entries(start.need)) {
    const given = start.served_by[concept].reduce((sum, k) => sum + handed[k], 0) * elapsed;
    const equipped = (given * now.to_unequipped) / Math.max(now[start.per[concept]], 1e-9);
    coverage[concept] = people > 0 ? Math.min(equipped / people, 1) : 1;
  }
  const whole = collected.flat().reduce((sum, one) => sum + one, 0);
  return {
    collected: whole,
    handed: handed.reduce((sum, one) => sum + one, 0),
    coverage,
    ...account(now, whole),
  };
}

function account(now, collected) {
  const every = now.minutes_collect + now.minutes_audit + now.minutes_erase;
  const reused = now.minutes_repair + now.minutes_hand_over;
  const hours = (every + now.reused_share * reused) / 60;
  const fixed = now.rent_year + now.transport_year + now.other_year;
  const spent = (n) =>
    n * hours * now.hourly_cost * (1 - now.wage_support) +
    n * now.reused_share * now.parts_cost +
    n * now.km_per_device * now.km_cost +
    fixed;
  const income = (n) =>
    n * now.reused_share * (now.sold_share * now.price + now.reuse_payment) + now.subsidy_year;
  const result = (n) => income(n) - spent(n);
  const margin = result(1) - result(0);
  const lost = -result(0);
  let least = null;
  if (lost <= 0) least = 0;
  else if (margin > 0) least = lost / margin;
  const paid = collected > 0 && now.reused_share > 0;
  return {
    cost: paid ? spent(collected) / (collected * now.reused_share) : null,
    result: result(collected),
    break_even: least,
  };
}

function read(form, start) {
  const values = {};
  for (const name of start.moved) {
    const text = form.elements.namedItem(name)?.value.trim().replace(",", ".") ?? "";
    const value = Number(text);
    if (text && Number.isFinite(value) && value >= 0) {
      const most = form.elements.namedItem(name).dataset.unit === "part" ? 1 : 1e7;
      values[name] = Math.min(value, most);
    }
  }
  return values;
}

function shown(told, name) {
  if (name.startsWith("coverage.")) return SHARES.format(told.coverage[name.slice(9)]);
  if (told[name] === null) return name === "break_even" ? "jamais" : "sans objet";
  return COUNTS.format(told[name]).replaceAll("\u202f", "\u00a0").replace("-", "\u2212");
}

export function follow(form, start, answers) {
  const say = () => {
    const told = moved(start, read(form, start));
    for (const one of answers) one.textContent = shown(told, one.dataset.answer);
  };
  form.addEventListener("input", say);
  form.addEventListener("reset", () => setTimeout(say));
}

if (typeof document !== "undefined") {
  const form = document.querySelector("form[data-moves]");
  const data = document.getElementById("moves-start");
  if (form && data) {
    follow(form, JSON.parse(data.textContent), document.querySelectorAll("[data-answer]"));
  }
}
