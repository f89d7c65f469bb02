"""Codes of files that have no place in a registry."""

from __future__ import annotations

from typing import Final

from ...domain.code import Code, Example

_GOOD: Final = Example(
    "registry/partners/acme/partner.yaml", "name: Acme\nadministrative_contact: ida-holm\ntechnical_contact: ida-holm\n"
)

CODES: Final = (
    Code(
        "DP001",
        "A file has no place in the registry",
        "The path says what a file is and whose it is; a file that the layout does not know would never be read.",
        "Rename or move the file, or take it away. The architecture page shows the layout.",
        bad=Example("registry/partners/acme/partner.yml", _GOOD.text),
        good=_GOOD,
    ),
    Code(
        "DP002",
        "A file is not a plain file",
        "Symbolic links could point outside the registry, and nothing in it is ever executed.",
        "Put a plain file in its place: `git rm` the link and add the content, or `git update-index --chmod=-x` it.",
        bad=Example("registry/partners/acme/partner.yaml", "-> /etc/passwd"),
        good=_GOOD,
    ),
    Code(
        "DP003",
        "A submodule stands in the registry",
        "The content of another repository cannot be reviewed here.",
        "Take the submodule away (`git rm`) and add the files themselves.",
        bad=Example("registry/partners/acme/apps/other", "submodule"),
        good=_GOOD,
    ),
    Code(
        "DP004",
        "A name is trouble on some computers",
        "Two names that differ in upper and lower case only, or a name that Windows reserves (con, nul, aux …), "
        "cannot be checked out everywhere.",
        "Choose another name.",
        bad=Example("registry/people/nul.yaml", "name: Nul\n"),
        good=_GOOD,
    ),
    Code(
        "DP005",
        "A file is too large",
        "Everybody who works with the registry has each file in their clone.",
        "Make the file smaller: a picture of at most 5 MB, a YAML file of at most 256 KiB.",
        bad=Example("registry/partners/acme/partner.yaml", "name: Acme\n" + "# fill\n" * 40_000),
        good=_GOOD,
    ),
)
