/* Charts that answer the pointer, in place of the drawings that the page came with.
   Loaded by forecast/diagnostic.html. Vega comes from us, only when a chart comes into view, and
   reads expressions with its interpreter: nothing is evaluated, as the policy of the site asks. */

const TOOLS = "/diagnostic/outils/";
const NARROW = 380;
let ready;

function script(name) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = TOOLS + name;
    tag.onload = resolve;
    tag.onerror = reject;
    document.head.append(tag);
  });
}

async function tools() {
  await script("vega.js");
  await script("vega-lite.js");
  const { expressionInterpreter } = await import(TOOLS + "vega-interpreter.js");
  return expressionInterpreter;
}

/* A map keeps its shape when it gets narrower; the rest keeps its height. */
function fit(told, width) {
  const before = told.width ?? width;
  const wide = Math.max(Math.min(before, width), 240);
  if (told.projection || told.layer?.some((one) => one.projection)) {
    told.height = Math.round((told.height * wide) / before);
  }
  told.width = wide;
  if (wide < NARROW) {
    stack(told);
    told.config.legend = { ...told.config.legend, labelLimit: wide - 40, titleLimit: wide };
  }
  return told;
}

/* Entries of a legend one under the other. */
function stack(told) {
  for (const [name, inside] of Object.entries(told)) {
    if (!inside || typeof inside !== "object") continue;
    if (name === "legend") inside.columns = 1;
    else if (name !== "data" && name !== "values") stack(inside);
  }
}

async function draw(figure) {
  const place = figure.querySelector(".report-drawing");
  const said = place.querySelector("img")?.alt ?? "";
  try {
    ready ??= tools();
    const [interpreter, answer] = await Promise.all([ready, fetch(figure.dataset.chart)]);
    if (!answer.ok) return;
    const told = fit(await answer.json(), place.clientWidth - 16);
    const { vega, vegaLite } = window;
    const runtime = vega.parse(vegaLite.compile(told).spec, null, { ast: true });
    const drawing = document.createElement("div");
    const view = new vega.View(runtime, { expr: interpreter, renderer: "canvas", hover: true });
    await view.initialize(drawing).runAsync();
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", said);
    for (const inside of drawing.querySelectorAll("[role], [aria-roledescription], [tabindex]")) {
      inside.removeAttribute("role");
      inside.removeAttribute("aria-roledescription");
      inside.removeAttribute("aria-label");
      inside.removeAttribute("tabindex");
    }
    place.replaceChildren(drawing);
    figure.dataset.drawn = "yes";
  } catch (error) {
    figure.dataset.drawn = "no";
    console.warn(error);
  }
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        draw(entry.target);
      }
    }
  },
  { rootMargin: "300px" },
);
for (const figure of document.querySelectorAll("[data-chart]")) seen.observe(figure);
