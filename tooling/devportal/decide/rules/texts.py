"""Files of the example registry that the rules' examples are variations of.

They are the same as those under ``tooling/tests/examples/valid`` (a test compares them).
"""

from __future__ import annotations

from typing import Final

from ...domain.code import Example

_ACME = "registry/partners/acme"
_REPORTS = f"{_ACME}/apps/visual-reports"
_DESK = f"{_ACME}/apps/order-desk"


def varied(example: Example, old: str, new: str) -> Example:
    """The example with one place changed; the place has to be there."""
    assert old in example.text, f"{old!r} is not in the example {example.path}"
    return Example(example.path, example.text.replace(old, new, 1))


PERSON: Final = Example(
    "registry/people/ida-holm.yaml",
    """\
name: Ida Holm
email: ida.holm@acme.example
superid:
  user_name: ida.holm@acme.example
  sub: 6d1f0a52-40c4-4c1e-9f39-0f7a3a0d2c11
github:
  login: idaholm
  id: 10482231
keys:
  - key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGrRn4ExBGsTzqFpAwkKfGxtiwYPcdFkXCbVyYmn0Pho
    uses: [sign, receive]
    comment: Laptop
""",
)

PARTNER: Final = Example(
    f"{_ACME}/partner.yaml",
    """\
name: Acme
administrative_contact: ida-holm
technical_contact: ola-berg
support_emails:
  - support@acme.example
""",
)

MEMBERS: Final = Example(
    f"{_ACME}/members.yaml",
    """\
members:
  ida-holm:
    roles: [administrator, marketing]
  ola-berg:
    roles: [developer]
""",
)

PROFILE: Final = Example(
    f"{_ACME}/profile/initial.yaml",
    """\
label: Initial
logo:
  file: logo.png
  alt: The letter A in a green circle
description: |-
  Acme makes reports that people read. **Twelve people** in Bergen, since 2009.
meta_description: Acme of Bergen makes reports and order tools for SuperOffice CRM.
links:
  - url: https://acme.example/
    text: Home page
""",
)

APP: Final = Example(
    f"{_REPORTS}/app.yaml",
    """\
name: Acme Visual Reports
kind: standard
template: web-app
technical_contact: ola-berg
error_reporting_emails:
  - errors@acme.example
certified: passed
security_audit: passed
""",
)

CONFIGURATION: Final = Example(
    f"{_REPORTS}/configuration/initial.yaml",
    """\
label: Initial
authentication:
  redirect_urls:
    sod:
      - https://sod.reports.acme.example/callback
      - http://localhost:5000/callback
    stage:
      - https://stage.reports.acme.example/callback
    production:
      - https://reports.acme.example/callback
      - '^https://[a-z0-9-]+\\.reports\\.acme\\.example/callback$'
  cors_urls:
    - https://reports.acme.example
  default_redirect_url:
    production: https://reports.acme.example/callback
  authorize_text: Visual Reports reads sales and shows them as charts.
integration:
  customer_state_change:
    url: https://reports.acme.example/state
advanced:
  endpoints: [webapi]
  agents: [webhook]
""",
)

LISTING: Final = Example(
    f"{_REPORTS}/listing/initial.yaml",
    """\
label: Initial
details:
  button_text: Install
  links:
    - type: Install
      url: https://reports.acme.example/install
      text: Install Visual Reports
    - type: Support
      url: mailto:support@acme.example
      text: Ask us
  categories: [business-intelligence-reporting]
  languages: [english, norwegian]
  markets: [norway, sweden]
media:
  home_icon:
    file: icon.png
    alt: Three bars of a chart
  detail_icon:
    file: icon.png
    alt: Three bars of a chart
  screenshots:
    - file: Sales-by-region.png
      alt: A chart with a bar for each region
description:
  header: See your sales before your coffee gets cold.
  about: |-
    Reports that **draw themselves**:

    - every morning
    - for every team

    [Read more](https://acme.example/reports).
  key_features:
    - Twelve ready-made reports
    - A weekly mail for each team
prices:
  price_from: "12.50"
  pricing_type: per user and month
  pricing_information: No start-up costs. Prices without VAT.
  terms_and_conditions: See [our terms](https://acme.example/terms).
installation:
  plans: all
  getting_started:
    - Choose Install.
    - Sign in as administrator.
  additional_requirements: []
seo:
  meta_description: Visual reports for SuperOffice CRM, drawn every morning for every team.
  meta_keywords: [reports, sales charts]
""",
)

PUBLISHED: Final = Example(
    f"{_REPORTS}/published.yaml",
    """\
configuration:
  sod: initial
  stage: initial
  production: initial
listing:
  sod: initial
  stage: initial
  production: initial
""",
)

CREDENTIALS: Final = Example(
    f"{_REPORTS}/credentials.yaml",
    """\
sod:
  client_id:
    generation: 1
  client_secret:
    generation: 1
    recipients: [ida-holm]
stage:
  client_id:
    generation: 1
production:
  client_id:
    generation: 1
  client_secret:
    generation: 2
    recipients: [ida-holm]
""",
)

FACTS: Final = Example(
    "registry/managed/partners/acme/apps/visual-reports/credentials.yaml",
    """\
sod:
  client_id:
    value: 0123456789abcdef0123456789abcdef
    generation: 1
    created: 2026-01-12T09:30:00Z
production:
  client_id:
    value: 89abcdef0123456789abcdef01234567
    generation: 1
    created: 2026-02-02T09:30:00Z
""",
)

CUSTOM_APP: Final = Example(
    f"{_DESK}/app.yaml",
    """\
name: Acme Order Desk
kind: custom
template: server-to-server
technical_contact: ola-berg
validated: passed
""",
)

CUSTOM_CONFIGURATION: Final = Example(
    f"{_DESK}/configuration/initial.yaml",
    """\
label: Initial
advanced:
  endpoints: [webapi, services88]
  agents: [webhook]
  claims: [system-token]
  authorization_level:
    sod: administrator
    production: explicit
""",
)

CUSTOM_PUBLISHED: Final = Example(
    f"{_DESK}/published.yaml",
    """\
configuration:
  sod: initial
  production: initial
activations:
  - customer: Fjordline Ferries
    tenant: Cust12345
    confirmed_by: Kari Lund, IT manager
    confirmed_on: 2026-10-01
""",
)

REQUESTS: Final = Example(
    "registry/managed/requests.json",
    """\
{
  "requests": [
    {
      "number": 12, "author": "ola-berg", "partner": "birch", "app": "pocket-maps", "part": "configuration",
      "version": "initial", "target": "stage", "state": "pending", "since": "2026-11-20T08:00:00Z",
      "waiting_for": "app-manager"
    },
    {
      "number": 9, "author": "ola-berg", "partner": "birch", "app": "pocket-maps", "part": "configuration",
      "version": "initial", "target": "stage", "state": "rejected", "since": "2026-11-02T13:10:00Z",
      "reason": "The state change endpoint is missing."
    }
  ]
}
""",
)

STAFF: Final = Example(
    "registry/platform/staff.yaml",
    """\
employees:
  mari-dahl:
    name: Mari Dahl
    email: mari.dahl@superoffice.example
    roles: [app-manager, app-store-manager]
    superid: {user_name: mari.dahl@superoffice.example, sub: 0f6a1c7e-55c0-4c39-8f58-7a1f70c6c001}
    github: {login: maridahl, id: 7001001}
  jon-vik:
    name: Jon Vik
    email: jon.vik@superoffice.example
    roles: [app-manager, online-operations]
    superid: {user_name: jon.vik@superoffice.example, sub: 0f6a1c7e-55c0-4c39-8f58-7a1f70c6c002}
    github: {login: jonvik, id: 7001002}
""",
)
