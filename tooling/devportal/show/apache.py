"""The configuration of Apache httpd 2.4 with mod_auth_openidc in front of the static files."""

from __future__ import annotations

from typing import Final

from ..domain.deployment import Deployment
from .access import PARTNER_PREFIX, PERSON_PREFIX, STAFF_GROUP
from .headers import HEADERS, PRIVATE_CACHING, STRICT_TRANSPORT

MODULES: Final = (
    "alias",
    "auth_openidc",
    "authn_core",
    "authz_core",
    "authz_groupfile",
    "authz_user",
    "deflate",
    "dir",
    "env",
    "filter",
    "headers",
    "mime",
    "rewrite",
    "setenvif",
)
"""Modules that have to be loaded; ``ssl`` too where Apache ends TLS itself."""

_SLUG: Final = "[a-z0-9][a-z0-9-]{0,62}"
_FILE: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,200}"
CALLBACK: Final = "/sign-in/done"


def apache_host(given: Deployment) -> str:
    """A whole virtual host; put it into ``sites-available``. ``given`` has nothing ``wrong``."""
    listen = given.listen or ("443" if given.ends_tls else "80")
    name, _, _ = given.host.partition(":")
    lines = [f"<VirtualHost {listen if ':' in listen else f'*:{listen}'}>", f"    ServerName {name}"]
    if given.ends_tls:
        lines += ["    SSLEngine On", "    SSLProtocol -all +TLSv1.2 +TLSv1.3"]
        lines += [f'    SSLCertificateFile "{given.certificate}"', f'    SSLCertificateKeyFile "{given.key}"']
    body = "\n".join(f"    {line}" if line else "" for line in apache_site(given).splitlines())
    header = "# Written by `devportal access apache`: write it anew rather than changing it.\n"
    return "\n".join(
        [
            f"{header}# Modules: {' '.join(MODULES)}{' ssl' if given.ends_tls else ''}",
            *lines,
            body,
            "</VirtualHost>",
            "",
        ]
    )


def apache_site(given: Deployment) -> str:
    """What stands inside of the virtual host."""
    parts = [_files(given), _headers(), _sign_in(given), _doors(given), _me(given)]
    if given.outbox:
        parts.append(_outbox(given))
    return "\n".join(parts)


def _files(given: Deployment) -> str:
    """Static files only, and nothing of what the rules further down do not open.

    Private folders are closed by the *file's* place; the doors below open them by the address. An address that is
    written so strangely that no door fits it therefore leads to a closed folder.
    """
    return f"""\
# --- Files
DocumentRoot "{given.site}"
DirectoryIndex index.html
AddDefaultCharset utf-8
AddType text/javascript .js .mjs
AddType application/json .json
AddType application/wasm .wasm
AddType font/woff2 .woff2
AddType image/svg+xml .svg
AddType image/webp .webp
AddType image/avif .avif
AddType application/xml .xml
FileETag MTime Size
AllowEncodedSlashes Off
TraceEnable Off
MergeSlashes On
ErrorDocument 401 /403.html
ErrorDocument 403 /403.html
ErrorDocument 404 /404.html
AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json application/xml image/svg+xml
<Directory "/">
    AllowOverride None
    Options FollowSymLinks
    Require all denied
</Directory>
<Directory "{given.site}">
    AcceptPathInfo Off
    Require all granted
</Directory>
<DirectoryMatch "^{_escaped(given.site)}/(?i:partners|staff|people)(/|$)">
    AuthzSendForbiddenOnFailure On
    Require all denied
</DirectoryMatch>
<DirectoryMatch "^{_escaped(given.site)}/(.*/)?\\.">
    Require all denied
</DirectoryMatch>
<FilesMatch "^\\.">
    Require all denied
</FilesMatch>
"""


def _headers() -> str:
    lines = ["# --- Headers", *(f'Header always set {name} "{_quoted(value)}"' for name, value in HEADERS.items())]
    lines.append(f'Header always set Strict-Transport-Security "{STRICT_TRANSPORT}" "expr=%{{HTTPS}} == \'on\'"')
    lines.append('Header always set Cache-Control "no-cache"')
    # Names of the theme's files hold a digest of their content.
    lines += ['<LocationMatch "^/assets/(stylesheets|javascripts)/.*\\.[0-9a-f]{8}\\.min\\.(css|js)$">']
    lines += ['    Header always set Cache-Control "public, max-age=31536000, immutable"', "</LocationMatch>", ""]
    return "\n".join(lines)


def _sign_in(given: Deployment) -> str:
    """SuperID as the OpenID provider. Who somebody is, is the subject; an e-mail address decides nothing."""
    scheme = "https" if given.ends_tls or given.discovery.startswith("https:") else "http"
    home = f"{scheme}://{given.host}/".replace(":", "\\%3A").replace("/", "\\%2F")
    forwarded = (
        [] if given.ends_tls or scheme == "http" else ["OIDCXForwardedHeaders X-Forwarded-Proto X-Forwarded-Host"]
    )
    return "\n".join(
        [
            "# --- Signing in and out",
            f'Include "{given.secrets}"',
            f'OIDCProviderMetadataURL "{given.discovery}"',
            f"OIDCRedirectURI {CALLBACK}",
            *forwarded,
            'OIDCScope "openid"',
            "OIDCResponseType code",
            "OIDCPKCEMethod S256",
            "OIDCRemoteUserClaim sub",
            "OIDCPassClaimsAs none",
            "OIDCSessionType server-cache",
            "OIDCSessionInactivityTimeout 3600",
            "OIDCSessionMaxDuration 36000",
            "OIDCCookieHTTPOnly On",
            "OIDCCookieSameSite On",
            "OIDCStateMaxNumberOfCookies 8 true",
            f'OIDCDefaultURL "{scheme}://{given.host}/people/"',
            "RewriteEngine On",
            f'RewriteMap home "txt:{given.access}/homes"',
            "RewriteMap unescape int:unescape",
            '<Location "/sign-in">',
            "    AuthType openid-connect",
            "    Require valid-user",
            f'    Header always set Cache-Control "{PRIVATE_CACHING}"',
            "</Location>",
            # Back to a page of ours, and to nowhere else: one slash in front, and no sign that another host could need.
            '<LocationMatch "^/sign-in/?$">',
            "    RewriteEngine On",
            '    RewriteCond "%{QUERY_STRING}" "(?:^|&)to=([^&]{1,500})"',
            '    RewriteCond "${unescape:%1}" "^(/(?!/)[A-Za-z0-9._~/-]*)$"',
            '    RewriteRule "^" "%1" [R=302,L,QSD]',
            '    RewriteRule "^" "/people/" [R=302,L,QSD]',
            "</LocationMatch>",
            '<LocationMatch "^/sign-out/?$">',
            "    RewriteEngine On",
            f'    RewriteRule "^" "{CALLBACK}?logout={home}" [R=302,L,NE,QSD]',
            "</LocationMatch>",
            "",
        ]
    )


def _doors(given: Deployment) -> str:
    """Private folders, each for its readers. Staff see every partner; a person's pages are theirs alone."""
    return "\n".join(
        [
            "# --- Who may see what: a later door replaces an earlier one",
            *_door("LocationMatch", "(?i)^/(partners|staff|people)([/.]|$)", given, [STAFF_GROUP]),
            *_door(
                "LocationMatch",
                f"^/partners/(?<PARTNER>{_SLUG})(/|$)",
                given,
                [f"{PARTNER_PREFIX}%{{env:MATCH_PARTNER}}", STAFF_GROUP],
            ),
            *_door(
                "LocationMatch", f"^/people/(?<PERSON>{_SLUG})(/|$)", given, [f"{PERSON_PREFIX}%{{env:MATCH_PERSON}}"]
            ),
            # Where somebody arrives who asks for their own pages without saying who they are.
            '<LocationMatch "^/people/?$">',
            "    AuthType openid-connect",
            "    AuthzSendForbiddenOnFailure On",
            "    Require valid-user",
            f'    Header always set Cache-Control "{PRIVATE_CACHING}"',
            "    RewriteEngine On",
            '    RewriteCond "${home:%{REMOTE_USER}}" "^(/[a-z0-9/-]+)$"',
            '    RewriteRule "^" "%1" [R=302,L,QSD]',
            '    RewriteRule "^" "-" [F]',
            "</LocationMatch>",
            "",
        ]
    )


def _door(kind: str, where: str, given: Deployment, groups: list[str]) -> list[str]:
    return [
        f'<{kind} "{where}">',
        "    AuthType openid-connect",
        f'    AuthGroupFile "{given.access}/groups"',
        "    AuthzSendForbiddenOnFailure On",
        "    <RequireAny>",
        *(f"        Require group {group}" for group in groups),
        "    </RequireAny>",
        f'    Header always set Cache-Control "{PRIVATE_CACHING}"',
        f"</{kind}>",
    ]


def _me(given: Deployment) -> str:
    """``/me.json`` leads to the file of whoever is signed in, and only from here."""
    return f"""\
# --- Who am I
Alias "/-me/" "{given.access}/users/"
<Directory "{given.access}">
    Require all denied
</Directory>
<Location "/me.json">
    AuthType openid-connect
    OIDCUnAuthAction 401
    Require valid-user
    Header always set Cache-Control "{PRIVATE_CACHING}"
    RewriteEngine On
    RewriteCond "%{{REMOTE_USER}}" "^([A-Za-z0-9-]{{1,64}})$"
    RewriteRule "^" "/-me/%1.json" [E=dpme:1,L]
    RewriteRule "^" "-" [F]
</Location>
<Location "/-me">
    AuthType None
    AuthzSendForbiddenOnFailure On
    Require env REDIRECT_dpme
    Header always set Cache-Control "{PRIVATE_CACHING}"
</Location>
"""


def _outbox(given: Deployment) -> str:
    """Sealed hand-overs, below their partner's door: files to keep, never pages to show."""
    return f"""\
# --- Sealed secrets to pick up
AliasMatch "^/partners/({_SLUG})/pickup/((?:{_FILE}/)*{_FILE})$" "{given.outbox}/$1/$2"
<Directory "{given.outbox}">
    Options None
    AuthzSendForbiddenOnFailure On
    Require all denied
</Directory>
<LocationMatch "^/partners/{_SLUG}/pickup/">
    ForceType application/octet-stream
    Header always set Content-Disposition "attachment"
</LocationMatch>
"""


def _escaped(path: str) -> str:
    return path.replace(".", "\\.").replace("+", "\\+")


def _quoted(value: str) -> str:
    return value.replace('"', '\\"')
