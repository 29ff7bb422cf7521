"""Every page with script switched off: its content is there, and its forms are answered."""

from __future__ import annotations

from typing import Any

from tests.filiere.visits import Stage

ONLY_WITH_SCRIPT = "#camera, #several, #photo, #tools, #problems, [data-pad]"
"""A camera, a photo, sounds, late refusals, a frame to draw in: each has its way beside it."""
SHOWN = f"""() => {{
  const main = document.querySelector("main");
  const seen = one => one.checkVisibility();
  const said = [];
  const title = main.querySelector("h1");
  if (!title || !title.textContent.trim()) said.push("sans titre");
  else if (!seen(title)) said.push("titre caché");
  if (main.innerText.trim().length < 40) said.push("presque vide");
  for (const one of main.querySelectorAll("[hidden]"))
    if (!one.matches({ONLY_WITH_SCRIPT!r})) said.push("caché : " + one.outerHTML.slice(0, 80));
  for (const one of main.querySelectorAll("form")) {{
    const fold = one.closest("details:not([open])");
    const buttons = [...one.querySelectorAll("button:not([type=button]), input[type=submit]")];
    if (!fold && !buttons.some(seen)) said.push("sans bouton : " + one.action);
  }}
  for (const one of main.querySelectorAll("button[type=button]"))
    if (!one.closest({ONLY_WITH_SCRIPT!r}) && seen(one))
      said.push("bouton sans effet : " + one.textContent.trim());
  return said;
}}"""
"""What a person without script would miss on this page."""
FORMS = """() => [...document.querySelectorAll("main form[method=post]")].map(form => {
  const button = form.querySelector("button:not([type=button])");
  const sent = [...new FormData(form, button)];
  return {to: form.action, sent: sent.filter(([, value]) => typeof value === "string")};
})"""
"""Each form as it would leave the browser, untouched, by its first button."""
ANSWERED = frozenset({200, 403, 409, 410, 422})
"""Done, or a page that says what is missing, who may, or that a link has served."""
LEAVES = ("/compte/logout/", "/revoquer/", "/retirer/")
"""Posted last: nobody is there any more to post the others."""


Forms = dict[str, tuple[str, list[list[str]]]]


def walked_without_script(stage: Stage, visits: dict[str, list[str]]) -> dict[str, Any]:
    """By page or form, what is not there or is not answered."""
    wrong: dict[str, Any] = {}
    for role, paths in visits.items():
        with stage.visitor(role, 390, java_script_enabled=False) as page:
            forms: Forms = {}
            for path in paths:
                page.goto(stage.address(path))
                if said := page.evaluate(SHOWN):
                    wrong[f"{role} {path}"] = said
                for one in page.evaluate(FORMS):
                    names = ",".join(sorted(name for name, _ in one["sent"]))
                    forms.setdefault(f"{one['to']} {names}", (one["to"], one["sent"]))
            wrong |= _unanswered(page, role, forms)
    return wrong


def _unanswered(page: Any, role: str, forms: Forms) -> dict[str, Any]:
    """Send each form as it stands: a page must answer, whatever it says."""
    wrong = {}
    for to, sent in sorted(forms.values(), key=lambda one: any(end in one[0] for end in LEAVES)):
        answer = page.request.post(to, form=dict(sent), headers={"Referer": to})
        if answer.status not in ANSWERED or not _readable(answer):
            wrong[f"{role} {to}"] = (answer.status, answer.text()[-600:])
    return wrong


def _readable(answer: Any) -> bool:
    """A page with its title, or a paper."""
    paper: bool = answer.headers.get("content-type") == "application/pdf"
    return paper or "<h1" in answer.text()
