"""Writes corpus.json: what Jinja2 (with Home Assistant's filters) makes of value templates. Needs PyPI jinja2 3.1.

The filters are written after Home Assistant's documentation ("Templating"); results are stripped as it strips them.
Milder on purpose: `float` and `int` with a default give it for undefined too.
"""
import base64, json, math, os, re, statistics, struct
from datetime import datetime, timezone
import jinja2

NONE = object()

def to_float(value, default=NONE):
    try:
        return float(value)
    except (ValueError, TypeError, jinja2.UndefinedError):
        if default is NONE:
            raise jinja2.TemplateError("no number")
        return default

def to_int(value, default=NONE, base=10):
    try:
        if isinstance(value, str) and base != 10:
            return int(value, base)
        try:
            return int(value)
        except (ValueError, TypeError):
            return int(float(value))
    except (ValueError, TypeError, jinja2.UndefinedError):
        if default is NONE:
            raise jinja2.TemplateError("no number")
        return default

def ha_round(value, precision=0, method="common", default=NONE):
    import math
    try:
        multiplier = float(10 ** precision)
        if method == "ceil":
            value = math.ceil(float(value) * multiplier) / multiplier
        elif method == "floor":
            value = math.floor(float(value) * multiplier) / multiplier
        elif method == "half":
            value = round(float(value) * 2) / 2
        else:
            value = round(float(value), precision)
        return int(value) if precision == 0 and method != "half" else value
    except (ValueError, TypeError):
        if default is NONE:
            raise jinja2.TemplateError("no number")
        return default

def iif(value, if_true=True, if_false=False, if_none=NONE):
    if value is None and if_none is not NONE:
        return if_none
    return if_true if value else if_false

def is_defined(value):
    if isinstance(value, jinja2.Undefined):
        raise jinja2.TemplateError("undefined")
    return value

env = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.loopcontrols"])
env.filters.update(float=to_float, int=to_int, round=ha_round, iif=iif, is_defined=is_defined,
                   to_json=lambda v: json.dumps(v, separators=(",", ":"), ensure_ascii=False), from_json=json.loads)
env.globals.update(float=to_float, int=to_int, iif=iif)

def flags(ignorecase):
    return re.IGNORECASE if ignorecase else 0

def regex_match(value, find="", ignorecase=False):
    return bool(re.match(find, str(value), flags(ignorecase)))

def regex_search(value, find="", ignorecase=False):
    return bool(re.search(find, str(value), flags(ignorecase)))

def regex_replace(value="", find="", replace="", ignorecase=False):
    return re.sub(find, replace, str(value), flags=flags(ignorecase))

def regex_findall(value, find="", ignorecase=False):
    return re.findall(find, str(value), flags(ignorecase))

def combine(*maps, recursive=False):
    base = dict(maps[0])
    for other in maps[1:]:
        for key, value in other.items():
            both = recursive and isinstance(base.get(key), dict) and isinstance(value, dict)
            base[key] = combine(base[key], value, recursive=True) if both else value
    return base

def ordinal(value):
    endings = ["th", "st", "nd", "rd"] + ["th"] * 6
    return str(value) + ("th" if int(str(value)[-2:]) % 100 in range(11, 14) else endings[int(str(value)[-1])])

def average(values):
    return statistics.fmean(values)

env.filters.update(
    regex_match=regex_match, regex_search=regex_search, regex_replace=regex_replace, regex_findall=regex_findall,
    regex_findall_index=lambda v, find="", index=0, ignorecase=False: regex_findall(v, find, ignorecase)[index],
    base64_encode=lambda v: base64.b64encode(v.encode()).decode(), base64_decode=lambda v: base64.b64decode(v).decode(),
    from_hex=bytes.fromhex, unpack=lambda v, f, offset=0: struct.unpack_from(f, v, offset)[0], ord=ord,
    bitwise_and=lambda a, b: a & b, bitwise_or=lambda a, b: a | b, bitwise_xor=lambda a, b: a ^ b,
    contains=lambda v, x: x in v, average=average, median=statistics.median,
    sqrt=lambda v: math.sqrt(float(v)), log=lambda v, base=math.e: math.log(float(v), base),
    combine=combine, ordinal=ordinal,
    timestamp_utc=lambda v: datetime.fromtimestamp(float(v), timezone.utc).isoformat(),
)
env.tests.update(match=regex_match, search=regex_search, contains=lambda v, x: x in v)
env.globals.update(min=min, max=max, average=average, median=statistics.median, sqrt=env.filters["sqrt"],
                   log=env.filters["log"], pi=math.pi, e=math.e)

J = '{"temperature": 21.57, "state": "ON", "on": true, "off": false, "nothing": null, "n": 7, "zero": 0, "neg": -3, "list": [1, 2, 3], "a": {"b": {"c": "deep"}}, "text": "a,b,c", "quoted": "12.5", "big": 123456789, "whole": 23.0}'
T = [
  "{{ value }}", "{{ value_json.temperature }}", "{{ value_json['temperature'] }}", "{{ value_json.a.b.c }}",
  "{{ value_json.list[1] }}", "{{ value_json.list[-1] }}", "{{ value_json.list | length }}", "{{ value_json.list | sum }}",
  "{{ value_json.list | join('-') }}", "{{ value_json.list | first }}", "{{ value_json.list | max }}",
  "{{ value_json.temperature | round(1) }}", "{{ value_json.temperature | round }}", "{{ value_json.temperature | round(0) }}",
  "{{ value_json.temperature | round(1, 'floor') }}", "{{ value_json.temperature | round(1, 'ceil') }}", "{{ value_json.temperature | round(1, 'half') }}",
  "{{ 2.5 | round }}", "{{ 3.5 | round }}", "{{ 2.675 | round(2) }}", "{{ -2.5 | round }}", "{{ 1234 | round(-2) }}",
  "{{ value_json.quoted | float }}", "{{ value_json.quoted | int }}", "{{ value_json.quoted | float * 2 }}",
  "{{ value_json.missing }}", "{{ value_json.missing | default('none') }}", "{{ value_json.missing | default(0) }}",
  "{{ value_json.missing.deeper }}", "{{ value_json.missing | float }}", "{{ value_json.missing | float(1.5) }}",
  "{{ value_json.missing | int(3) }}", "{{ value_json.missing | int(default=4) }}", "{{ value_json.state | float(0) }}", "{{ value_json.state | float }}",
  "{{ value_json.missing | is_defined }}", "{{ value_json.state | is_defined }}",
  "{{ value_json.on }}", "{{ value_json.off }}", "{{ value_json.nothing }}", "{{ value_json.whole }}",
  "{{ value_json.on | iif('yes', 'no') }}", "{{ value_json.off | iif('yes', 'no') }}", "{{ value_json.nothing | iif('yes', 'no', 'none') }}", "{{ value_json.nothing | iif('yes', 'no') }}",
  "{{ iif(value_json.n > 5, 'big', 'small') }}", "{{ 'on' if value_json.on else 'off' }}",
  "{% if value_json.state == 'ON' %}1{% else %}0{% endif %}", "{% if value_json.n > 5 and value_json.n < 10 %}mid{% endif %}",
  "{{ value_json.n / 2 }}", "{{ value_json.n // 2 }}", "{{ value_json.n % 4 }}", "{{ value_json.n ** 2 }}", "{{ value_json.n * 1.5 }}", "{{ -value_json.n }}",
  "{{ value_json.n - 10 }}", "{{ (value_json.temperature * 1.8 + 32) | round(1) }}", "{{ value_json.big / 1000 }}", "{{ value_json.neg | abs }}", "{{ 6 / 2 }}",
  "{{ value_json.state | lower }}", "{{ value_json.state.lower() }}", "{{ value_json.text.split(',')[1] }}", "{{ value_json.text.replace(',', ';') }}",
  "{{ value_json.text | replace(',', ';') }}", "{{ value_json.state ~ '!' }}", "{{ value_json.text.startswith('a') }}", "{{ value_json.get('n', 0) }}", "{{ value_json.get('nope', 5) }}",
  "{{ value_json.text[0] }}", "{{ value_json.text[2:] }}", "{{ '%.1f' | format(value_json.temperature) }}", "{{ '%d' | format(value_json.n) }}",
  "{{ 'a' in value_json.text }}", "{{ 'n' in value_json }}", "{{ value_json.n is defined }}", "{{ value_json.x is not defined }}", "{{ value_json.n is number }}", "{{ value_json.state is string }}",
  "{{ not value_json.on }}", "{{ value_json.on and value_json.off }}", "{{ value_json.missing or 'x' }}", "{{ value_json.n == 7.0 }}", "{{ value_json.state != 'OFF' }}",
  "{% set x = value_json.n %}{{ x + 1 }}", "{% for i in value_json.list %}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}", "{% for i in value_json.list if i > 1 %}{{ i }}{% endfor %}",
  "{% set ns = namespace(t=0) %}{% for i in value_json.list %}{% set ns.t = ns.t + i %}{% endfor %}{{ ns.t }}",
  "{% for i in range(10) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% for k, v in value_json.a.items() %}{{ k }}{% endfor %}", "{{ value_json.list | reverse | join }}",
  "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(value_json.n) }}", "{{ value_json.list | map('string') | join('+') }}", "{{ value_json.list | select('gt', 1) | list | length }}",
  "  {{ value_json.n }}  \n", "{#- comment -#}{{ value_json.n }}", "{% raw %}{{ x }}{% endraw %}", "{{ value_json.n }} W", "a & <b>", "{{ '<b>' }}",
  "{{ value_json.a | to_json }}", "{{ '[1, 2]' | from_json | last }}", "{{ {'ON': 1, 'OFF': 0}[value_json.state] }}", "{{ {'x': 1}.get(value_json.state, 9) }}", "{{ [1, 2][0] }}",
  "{{ nothing_here }}", "{{ nothing_here.x }}", "{{ 1 / 0 }}", "{{ value | unknown_filter }}", "{{ value", "{% if %}", "{{ value_json.temperature | int }}", "{{ float('3.5') + 1 }}", "{{ int('12') }}", "{{ '0x1F' | int(base=16) }}", "{{ 'ff' | int(0, 16) }}",
  "{{ value_json.temperature | float | round(1) | string ~ ' C' }}", "{{ true }}", "{{ none }}", "{{ 1.0 }}", "{{ 0.1 + 0.2 }}", "{{ 10 | float }}", "{{ 'x' * 3 }}", "{{ value_json.zero | default(5) }}", "{{ value_json.zero | default(5, true) }}", "{{ value_json.nothing | default(5) }}",
  "{{ value_json.state | upper | trim | capitalize }}", "{{ (value_json.n, value_json.zero) | max }}", "{{ value_json.list | last + 1 }}", "{{ 'q' if value_json.zero == 0 }}", "{{ 'q' if value_json.zero == 1 }}",
]
T += [
  "{{ value_json.text | truncate(3, True, '', 0) }}", "{{ 'one two three four' | truncate(12) }}", "{{ 'one two three four' | truncate(9, leeway=0) }}",
  "{{ 'one two three four' | truncate(9, true, leeway=0) }}", "{{ 'one two' | truncate(4) }}", "{{ 'one two three' | truncate(8, end='~', leeway=0) }}",
  "{{ value_json.state | truncate(254, True, '', 0) }}",
  "{{ 'T=21.5 C' | regex_findall_index('([0-9.]+)') | float }}", "{{ 'T=21.5 C' | regex_findall_index('[0-9]+', 1) }}",
  "{{ 'T=21.5 C' | regex_findall('[0-9]+') | join('|') }}", "{{ 'a1b2' | regex_findall('([a-z])([0-9])') | length }}",
  "{{ ('a1b2' | regex_findall('([a-z])([0-9])'))[1][0] }}", "{{ 'T' | regex_findall_index('[0-9]+') }}",
  "{{ 'T=21.5' | regex_replace('[^0-9.]', '') }}", "{{ 'a-b' | regex_replace('(.)-(.)', '\\\\2-\\\\1') }}",
  "{{ 'a-b' | regex_replace('(?P<x>.)-.', '\\\\g<x>!') }}", "{{ 'AbA' | regex_replace('a', 'x', true) }}", "{{ '1$2' | regex_replace('1', '$1') }}",
  "{{ value_json.state | regex_match('O') }}", "{{ value_json.state | regex_match('N') }}", "{{ value_json.state | regex_search('N') }}",
  "{{ value_json.state | regex_search('n') }}", "{{ value_json.state | regex_search('n', ignorecase=True) }}", "{{ value_json.temperature | regex_match('21') }}",
  "{{ value_json.state is match('O') }}", "{{ value_json.state is search('N$') }}", "{{ 'x' if value_json.state is not match('N') }}",
  "{{ min(3, 1, 2) }}", "{{ max(value_json.n, 12) }}", "{{ max([1, 5, 3]) }}", "{{ min(value_json.list) }}", "{{ max(0, value_json.neg) }}",
  "{{ value_json.list | average }}", "{{ average([1, 2]) }}", "{{ value_json.list | median }}", "{{ [4, 1, 2, 3] | median }}",
  "{{ 16 | sqrt }}", "{{ sqrt(2) | round(3) }}", "{{ 100 | log(10) }}", "{{ log(1) }}", "{{ pi | round(2) }}",
  "{{ value_json.n | bitwise_and(3) }}", "{{ 8 | bitwise_or(1) }}", "{{ 7 | bitwise_xor(2) }}", "{{ (value_json.n | bitwise_and(4)) > 0 }}",
  "{{ 'hi' | base64_encode }}", "{{ 'aGk=' | base64_decode }}", "{{ 'A' | ord }}", "{{ 'ff01' | from_hex | unpack('>H') }}", "{{ 'ff01' | from_hex | unpack('<h') }}",
  "{{ '00ff01' | from_hex | unpack('>B', offset=1) }}", "{{ 'fffe' | from_hex | unpack('>h') }}", "{{ '41ac0000' | from_hex | unpack('>f') }}",
  "{{ value_json.text | contains('b') }}", "{{ value_json.list | contains(2) }}", "{{ value_json.list is contains(9) }}",
  "{{ 1 | ordinal }} {{ 2 | ordinal }} {{ 3 | ordinal }} {{ 4 | ordinal }} {{ 11 | ordinal }} {{ 112 | ordinal }} {{ 121 | ordinal }} {{ 0 | ordinal }}",
  "{{ value_json.n | ordinal }}", "{{ value_json.a | combine({'x': 1}) | to_json }}", "{{ {'a': {'x': 1}} | combine({'a': {'y': 2}}, {'b': 3}) | to_json }}",
  "{{ {'a': {'x': 1}} | combine({'a': {'y': 2}}, recursive=True) | to_json }}", "{{ value_json.a | combine(value_json.n) }}",
  "{{ value_json.missing.deeper.still }}", "{{ value_json.missing + 1 }}", "{{ value_json.missing.split(',') }}",
  "{{ 1795345200 | timestamp_utc }}", "{{ 1795345200.5 | timestamp_utc }}",
]
cases = [(t, J) for t in T]
for payload in ["23.4", "ON", "", "21", "not json {", "true", "null", "\"text\"", "[1, [2]]", "12,5", "a;b;c", "0", "1e3", "-4.50"]:
    for t in ["{{ value }}", "{{ value_json }}", "{{ value | float(0) }}", "{{ value | float }}", "{{ value | int(-1) }}", "{{ value | float(0) | round(1) }}", "{{ value == 'ON' }}", "{{ value.split(';')[0] }}", "{{ value_json is defined }}", "{{ value_json.x | default('d') }}", "{{ value | length }}"]:
        cases.append((t, payload))

corpus = []
for template, payload in cases:
    context = {"value": payload}
    try:
        context["value_json"] = json.loads(payload)
    except ValueError:
        pass
    try:
        expected = env.from_string(template).render(context).strip()
        missing = False
    except Exception as error:
        expected = None
        missing = isinstance(error, jinja2.UndefinedError)
    corpus.append({"template": template, "payload": payload, "expected": expected} | ({"missing": True} if missing else {}))
with open(os.path.join(os.path.dirname(__file__), "corpus.json"), "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in corpus) + "\n]\n")
print(len(corpus))
