"""A device's model as people say it, from the fields that makers fill each in their manner."""

from inventory.evidence.serials import is_placeholder


def full_model(brand: str, product: str, version: str, sku: str = "") -> str:
    """Return the model: no order number behind; Lenovo's name lies in `version`."""
    name = product.removesuffix(f"({sku})").strip() if sku else product
    if is_placeholder(name):
        return ""
    if brand.upper() == "LENOVO" and not is_placeholder(version):
        named = any(letter.isalpha() for letter in version) and len(version) > len("Lenovo")
        name = f"{version} ({name})" if named and version != name else name
    return name or product
