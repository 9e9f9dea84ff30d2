"""A broken config: every problem at once, with file, line, key and suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import load
from onrecord.errors import ConfigError

MAIN = """\
onrecord:
  databse: sqlite:///x.db
  retry_for: 2 fortnights
  workers: many
channels:
  - id: console
    kind: consol
  - id: mail
    kind: email
  - id: hook
    kind: webhook
    url: https://robot:hunter2secret@hooks.example.org/in
  - id: chat
    kind: slack
    url: env:CHAT_URL
watchlists:
  - id: desk
    name: Desk
    groups: [frnt, doe, wing]
    persons: [jon]
    conditions:
      outlets: [gazete]
      acts: [treat]
      keywords:
        - name: leaving
          any: ["with*draw"]
        - name: nothing
          none: [football]
    routes:
      - channel: consle
"""
ENTITIES = """\
groups:
  - id: front
    name: The Front
    type: armed-group
    parent: wing
    aliases: {latin: [Vanguard], arabic: [الجبهة]}
    ambiguous: [Vangard]
  - id: wing
    name: The Wing
    type: armed_group
    parent: front
persons:
  - id: front
    name: Jane Doe
    gender: w
    roles:
      - {group: fron, since: 2024, until: 2021}
      - {group: front, since: 2024-02-30}
  - id: doe
    name: VANGUARD
    aliases: [Doe]
    nickname: Jay
"""
OUTLETS = """\
outlets:
  - id: The Gazette
    name: The Gazette
    country: UK
    languages: english
    timezone: Asia/Bagdad
    speaks_for: wingg
    sources:
      - kind: rss
        url: gazette.example/rss
      - kind: feed
        url: https://gazette.example/all?utm_source=x
        every: 10
      - kind: feed
        url: https://GAZETTE.example/all
  - name: Nameless
    country: LB
    languages: [ar]
    name: Twice
    tz: Asia/Beirut
"""
TABS = "outlets:\n\t- id: tab\n"

EXPECTED = """\
entities.yaml:4: groups[0].type: unknown value “armed-group” (did you mean armed_group?)
entities.yaml:6: groups[0].aliases.arabic: unknown language “arabic” (did you mean ar?)
entities.yaml:7: groups[0].ambiguous[0]: “Vangard” is none of its names (did you mean Vanguard?)
entities.yaml:11: groups[1].parent: goes round in a circle: front → wing → front (remove one of these parents)
entities.yaml:13: persons[0].id: the id “front” is taken (by entities.yaml:2; choose another)
entities.yaml:15: persons[0].gender: unknown value “w” (one of f, m)
entities.yaml:17: persons[0].roles[0]: ends (2021-12-31) before it begins (2024-01-01) (swap since and until)
entities.yaml:17: persons[0].roles[0].group: unknown group “fron” (did you mean front?)
entities.yaml:18: persons[0].roles[1].since: there is no day 2024-02-30 (write 2024-05-31, 2024-05 or 2024)
entities.yaml:20: persons[1].name: the name “VANGUARD” is shared (also names front at entities.yaml:6; remove one or \
list it under ambiguous: in both)
entities.yaml:21: persons[1].aliases: should say for which texts the names are (latin: [Name, Other name])
entities.yaml:22: persons[1].nickname: unknown key (did you mean aliases?)
main.yaml:2: onrecord.databse: unknown key (did you mean database?)
main.yaml:3: onrecord.retry_for: not a duration: “2 fortnights” (write a number and a unit: 30s, 10m, 2h, 3d, 1w)
main.yaml:4: onrecord.workers: should be a whole number, not “many”
main.yaml:7: channels[0].kind: unknown value “consol” (did you mean console?)
main.yaml:8: channels[1]: needs a url (url: mailtos://user:${env:SMTP_PASSWORD}@smtp.example.org/\
?from=onrecord@example.org&to=desk@example.org)
main.yaml:12: channels[2].url: holds a password or token in plain sight (put it into an environment variable or a \
file and write ${env:NAME} here, or env:NAME or file:PATH for all)
main.yaml:15: channels[3].url: env:CHAT_URL is not set (set the environment variable CHAT_URL)
main.yaml:19: watchlists[0].groups[0]: unknown group “frnt” (did you mean front?)
main.yaml:19: watchlists[0].groups[1]: unknown group “doe” (“doe” is the id of a person)
main.yaml:20: watchlists[0].persons[0]: unknown person “jon” (one of doe, front)
main.yaml:22: watchlists[0].conditions.outlets[0]: unknown outlet “gazete” (one of The Gazette)
main.yaml:23: watchlists[0].conditions.acts[0]: unknown value “treat” (did you mean threat?)
main.yaml:25: watchlists[0].conditions.keywords[0]: in “with*draw” the * may only end the term (as in \
withdraw*)
main.yaml:27: watchlists[0].conditions.keywords[1]: it asks for nothing (give all: or any: terms; none: alone would \
match every other text)
main.yaml:30: watchlists[0].routes[0].channel: unknown channel “consle” (did you mean console?)
outlets.yaml:2: outlets[0].id: an id is lower-case letters, digits, _ and -, not “The Gazette” (such as the_gazette)
outlets.yaml:4: outlets[0].country: unknown country “UK” (did you mean GB?)
outlets.yaml:5: outlets[0].languages: should be a list, not “english” (begin every item with a dash, or put them in [ ])
outlets.yaml:6: outlets[0].timezone: unknown time zone “Asia/Bagdad” (did you mean Asia/Baghdad?)
outlets.yaml:7: outlets[0].speaks_for: unknown group “wingg” (did you mean wing?)
outlets.yaml:9: outlets[0].sources[0].kind: unknown value “rss” (one of feed, list, section, sitemap, telegram)
outlets.yaml:10: outlets[0].sources[0].url: not a web address (did you mean https://gazette.example/rss?)
outlets.yaml:13: outlets[0].sources[1].every: not a duration: “10” (write a number and a unit: 30s, 10m, 2h, 3d, \
1w; 10m?)
outlets.yaml:14: outlets[0].sources[2]: two sources of this outlet are called “feed” (give this one a name:)
outlets.yaml:15: outlets[0].sources[2].url: another source has this URL (outlets.yaml:12; its articles would count \
twice: remove one)
outlets.yaml:16: outlets[1].id: missing (add id:)
outlets.yaml:19: outlets[1].name: given twice (the first one is on line 16)
outlets.yaml:20: outlets[1].tz: unknown key (did you mean timezone?)
tabs.yaml:2: not YAML: found character '\\t' that cannot start any token (indent with spaces, not tabs)
"""


def test_every_problem_of_a_broken_config_is_reported_at_once(tmp_path: Path) -> None:
    for name, text in {"main": MAIN, "entities": ENTITIES, "outlets": OUTLETS, "tabs": TABS}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, env={})
    found = [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    assert found == EXPECTED.splitlines()
    assert str(caught.value).startswith(f"config: {len(found)} problems\n")
    assert "hunter2secret" not in str(caught.value)
