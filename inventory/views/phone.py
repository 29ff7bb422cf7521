"""A phone or a tablet: the commands to run by cable, or the questions to answer by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from inventory.auditing import keep_reading
from inventory.forms.keys import key_of, new_key
from inventory.forms.phone import AnswersForm, OutputForm
from inventory.keeping import already_kept
from inventory.models import Device
from inventory.refusals import Refused
from inventory.selectors import device_seen_by, sees_inside
from inventory.views.access import code_of, form_page, page, see

COMMANDS = {
    "android": 'adb shell "getprop; dumpsys battery"',
    "ios": "ideviceinfo; ideviceinfo -q com.apple.disk_usage; "
    "ideviceinfo -q com.apple.mobile.battery",
}


@require_http_methods(["GET", "POST"])
@page("read_evidence")
def phone(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Keep what a command printed or what a person answered; the readings page goes on."""
    device = device_seen_by(actor, code_of(code))
    if not sees_inside(actor, device):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    pasted = posted is not None and "output" in posted
    output = OutputForm(posted if pasted else None, auto_id="o-%s")
    known = {"brand": device.brand, "model": device.model, "serial": device.serial}
    answers = AnswersForm(None if pasted else posted, initial=known, auto_id="a-%s")
    form = output if pasted else answers
    if posted is not None and form.is_valid():
        raw = (
            form.cleaned_data["output"].encode()
            if isinstance(form, OutputForm)
            else answers.as_file(device.kind)
        )
        try:
            _keep(actor, device, raw, key_of(posted.get("key", "")))
        except Refused as refused:
            form.add_error("output" if pasted else None, refused.detail)
        else:
            messages.success(request, "Gardé. Ensuite : vérifier, puis retenir.")
            return see("inventory:readings", device.pk)
    for name in [name for name in form.errors if name in form.fields][:1]:
        form.fields[name].widget.attrs["autofocus"] = True
    context = {
        "device": device,
        "output": output,
        "answers": answers,
        "commands": COMMANDS,
        "key": new_key(),
    }
    return form_page(request, "inventory/phone.html", context)


def _keep(actor: Actor, device: Device, raw: bytes, key: str) -> None:
    """Keep the file once; the same answers again change nothing."""
    if not already_kept(device, raw):
        keep_reading(actor=actor, code=device.pk, raw=raw, key=key)
