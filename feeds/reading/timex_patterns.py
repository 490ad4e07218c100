"""The grammar of time expressions: what counts as one, as patterns over word classes.

Order is priority: the first rule that fits at a place wins, so longer forms stand above the shorter ones they hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from feeds.reading.timex_words import Vocabulary, vocabulary

# Pieces the rules are written with. Macros are expanded textually, in this order of definition.
_MACROS: tuple[tuple[str, str], ...] = (
    (
        "number",
        "(?:<digits>(?: <digits> <slash> <digits>)? <half_mark>? (?:and a half)?"
        "|<cardinal>(?: <dash>? <cardinal>){0,4}(?: and (?:a half|<cardinal>))?"
        "|a couple(?: of)?|couple of|a few|a dozen|a (?:hundred|thousand)|<vague>|a|an)",
    ),
    (
        "firm",
        "(?:<digits>(?: <digits> <slash> <digits>)? <half_mark>? (?:and a half)?"
        "|<cardinal>(?: <dash>? <cardinal>){0,4}(?: and (?:a half|<cardinal>))?"
        "|a couple(?: of)?|couple of|a few|a dozen|<vague>)",
    ),
    ("joined", "(?:(?:to|or|<dash>) @firm)?"),
    (
        "near",
        "(?:about|around|nearly|almost|roughly|over|more than|less than|fewer than|at least|at most|up to"
        "|as many as|no more than|only|just|another|additional)",
    ),
    ("u", "(?:<unit>|<units>)"),
    ("edge", "(?:earlier|early|later|late|mid|middle)"),
    (
        "edges",
        "(?:(?:the )?(?:end|start|beginning|middle|close|turn|first half|second half) of|@edge <dash>?(?: in| on)?)",
    ),
    ("m", "(?:<month> <dot>?|<month_doubtful> <dot>?)"),
    ("suffix", "(?:st|nd|rd|th)"),
    ("w", "(?:<weekday>|<weekday_short> <dot>?)"),
    ("dom", "(?:<day_number> @suffix?|<ordinal>)"),
    ("yr", "(?:<comma>? <year>)"),
    ("mdy", "@m <day_number> @suffix? (?! <colon>| <digits>) @yr?"),
    ("dmy", "(?:the )?<day_number> @suffix? (?:of )? @m @yr?"),
    ("ampm", "(?:am|pm|AM|PM|[ap] <dot>? m(?: <dot>)?)"),
    ("z", "(?:<zone>|local time|eastern(?: time)?|kyiv time|moscow time)"),
    ("hhmm", "(?:<hour> <colon> <minute>(?: <colon> <minute>)?|<dotted_clock>|<hour>)"),
)

RULES: tuple[tuple[str, str], ...] = (
    ("iso", "<year> <dash> <two> <dash> <two>"),
    ("slashed", "<day_number> <slash> <day_number> <slash> (?:<year>|<two>)"),
    # clock times, with the day they stand beside
    (
        "clock",
        "(?:<hour> <colon> <minute>(?: <colon> <minute>)?|<dotted_clock>|<hour>) @ampm @z?"
        "(?: <comma>? (?:on )? (?:@edge )?(?:@w(?: <comma>? (?:@mdy|@dmy))?|@mdy|@dmy|<deictic>))?",
    ),
    (
        "clock",
        "<hour> <colon> <minute>(?: <colon> <minute>)?(?: hours)? @z?"
        "(?: <comma>? (?:on )? (?:@w(?: <comma>? (?:@mdy|@dmy))?|@mdy|@dmy|<deictic>))?",
    ),
    ("clock", "(?:<military>|<dotted_clock>) (?:hours )? @z"),
    ("clock", "<military> hours"),
    ("clock", "<digits> (?:o <apostrophe> clock|oclock)(?: in the <part>)?"),
    ("clock", "<hour> in the (?:morning|afternoon|evening)"),
    ("clock", "(?:noon|midday|midnight) (?:on )? (?:@w|<deictic>)"),
    # full dates
    ("date", "@w <comma>? (?:the )?(?:@mdy|@dmy)"),
    ("date", "@w <comma>? (?:the )?<day_number> @suffix(?! @m)"),
    ("date", "@mdy(?: <part>)?"),
    ("date", "@m (?:the )?<ordinal> (?! quarter| half)@yr?"),
    ("date", "@dmy"),
    ("date", "(?:the )?<ordinal> of @m @yr?"),
    ("date", "(?:the )?ides of @m"),
    # months
    ("month", "(?:@edges )?@m <comma>? (?:of )? <year>"),
    ("month", "@m (?:this|last|next|of this|of last|of next) year"),
    ("month", "(?:@edges )? (?:this|last|next|each|every|this past|this coming|the previous|the following) @m"),
    # weekdays
    ("weekday", "day before last <weekday>"),
    ("weekday", "@w <comma>? (?:this|last|next) week"),
    (
        "weekday",
        "(?:@edge )? (?:(?:this|last|next|the previous|the following|this coming|this past|coming|past|every|each) )@w (?:<part>)?"
        "(?: <comma>? (?:@mdy|@dmy))?",
    ),
    ("weekdays", "(?:<weekdays>|<weekday> (?:mornings|afternoons|evenings|nights))"),
    ("weekday", "(?:(?:@edge|early) (?:on )?)?(?:the )?(?:morning|afternoon|evening|night) of <weekday>"),
    ("weekday", "(?:@edge (?:on )?)?<weekday> (?:@edge )?(?:<part>)?"),
    ("weekday_short", "(?:on|by|last|next|this|until|since) <weekday_short>"),
    ("weekday_short", "<weekday_short> (?=<day_number>)"),
    # today and its neighbours
    ("deictic", "(?:the )?day (?:before yesterday|after tomorrow)"),
    ("deictic", "(?:the )?@edge (?:afternoon |morning )?<deictic>"),
    ("deictic", "<deictic> (?:morning|afternoon|evening|night|at noon)"),
    ("deictic", "mid <dash>? (?:morning|afternoon) <deictic>"),
    ("deictic", "<deictic>"),
    ("part", "(?:@edge )?(?:this|that|last|the next|the following|the same|the previous|tomorrow) (?:<part>)"),
    ("part", "(?:early|late|mid) <dash>? (?:morning|afternoon|evening)"),
    ("part", "overnight"),
    ("part", "(?:noon|midday|midnight)"),
    ("part", "the (?:early |late )? (?:morning|evening|afternoon)(?: hours)?"),
    ("part", "in the (?:early |late )? (?:morning|evening|afternoon)"),
    # quarters, halves, fiscal years
    (
        "quarter",
        "(?:the |its |a )?(?:fiscal |flat |latest |current )?(?:<dash> )? (?:<ordinal>|last|next|current) <dash>? quarter(?:s)?(?: of)?"
        "(?: (?:fiscal )?(?:<year>|this year|last year|next year|the year))?",
    ),
    ("quarter", "(?:this|last|next) year <apostrophe> s <ordinal> <dash>? quarter"),
    ("quarter", "(?:the )?(?:year <dash> (?:ago|earlier) )(?:<ordinal> )?(?:quarter)"),
    ("quarter", "(?:the )?<year> (?:<ordinal> )?quarter"),
    ("half", "(?:the )?(?:first|second|last|latter) half(?: of)? (?:<year>|this year|last year|next year|the year)"),
    ("yearago", "(?:the )?(?:comparable )?year <dash> (?:ago|earlier)(?: (?:period|quarter))?"),
    # anniversaries, terms
    ("anniversary", "<ordinal> anniversary"),
    # ago, earlier, later, from now
    ("ago", "(?:@near ){0,3}@number @joined @u (?:or so )?(?:ago|earlier|previously|back)"),
    ("ago", "<units> (?:ago|earlier)"),
    ("later", "(?:@near ){0,3}@number @joined @u (?:later|hence|after|from (?:now|today))"),
    ("later", "<units> (?:later|from now)"),
    ("fromday", "@number @u from (?:<deictic>|<weekday>)"),
    # spans seen from the day of the story
    (
        "span",
        "(?:the |these |this |at least the |over the )?(?:past|last|previous|recent|next|coming|following) (?:@number )@joined @u (?:or so)?",
    ),
    ("span", "(?:in |for |over )? (?:the )?(?:@number) (?:coming|past|last) <units>"),
    (
        "span",
        "(?:in |over |during )? (?:the )?(?:past|last|previous|recent|next|coming|following) <units>(?: and <units>)?",
    ),
    ("span", "(?:the )?<units> (?:ahead|to come)"),
    (
        "span",
        "(?:the )?(?:first|last|final|initial|opening|latest) @firm @joined @u (?! quarter)(?:of (?:<year>|the year|this year|last year))?",
    ),
    ("within", "within (?:the (?:next|coming) )?(?:@near ){0,3}(?:@number @joined @u|<units>|a matter of <units>)"),
    # this, last, next
    (
        "unitref",
        "(?:@edges )?(?:the )?(?:this|last|next|past|previous|following|coming|same|current|that) "
        "(?:calendar |fiscal |financial |very |same )?(?:<unit>|weekend)",
    ),
    ("unitref", "(?:earlier|later|early|late) (?:in )?(?:the )(?:day|week|month|year)"),
    (
        "unitref",
        "(?:the )(?:end|start|beginning|middle|close|turn) of (?:the )(?:day|week|weekend|month|quarter|year|decade|century)",
    ),
    ("unitref", "(?:at|by|around|before|until) (?:the )?(?:year|month|week) (?:<apostrophe> s |<dash> )?(?:end)"),
    ("unitref", "(?:the )?(?:year|month|week) (?:<apostrophe> s |<dash> )(?:end)"),
    ("unitref", "(?:the )week of @m <day_number>"),
    ("unitref", "the (?:weekend|week|quarter|year|day)(?! <apostrophe>| <dash>| <unit>)"),
    (
        "season",
        "(?:@edges )?(?:the )?(?:this |last |next |this past |this coming )(?:<season>|<season_doubtful>)(?: of <year>)?",
    ),
    ("season", "(?:@edges )?(?:the )?(?:<season>|<season_doubtful>)(?: of)? <comma>? <year>"),
    (
        "season",
        "(?:in|by|since|until|during|before|early|late|mid) <dash>? (?:the )?(?:<season>|<season_doubtful>)(?! of)",
    ),
    ("season", "the <season>(?! of)"),
    ("decade", "(?:the )?(?:@edges (?:the )?)?(?:<round_year> <apostrophe>? s|<apostrophe> <two> s)"),
    ("decade", "the (?:@edge )?<decade_name>"),
    ("century", "(?:the )?(?:@edge )?(?:<day_number> @suffix|<ordinal>) (?:<dash>)?century"),
    # sets
    ("every", "(?:every|each|per) (?:other )?(?:@firm )?@u"),
    ("every", "(?:once|twice|@firm times) (?:a|an|per|each|every) (?:day|week|month|year|hour)"),
    ("every", "(?:every|each) (?:<season>|<weekday>|@m|weekend|<part>)"),
    ("set", "<set_adverb>"),
    # durations
    (
        "duration",
        "(?:@near ){0,3}@firm @joined (?:more |straight |consecutive |full |long |trading |calendar |business |working )?@u"
        "(?: and (?:a half|@firm <units>))?",
    ),
    (
        "duration",
        "(?:@near ){0,3}(?:a|an) (?:full |whole |single |good |further )? <unit>(?: and a half| or two| or so)?",
    ),
    ("duration", "@firm <dash> @u (?:<dash> (?:old|long|olds))?"),
    ("duration", "(?:a|an) (?:@firm )?<dash>? (?:<unit>) <dash> (?:long|old)"),
    ("duration", "<unit> <dash> (?:long)"),
    ("duration", "<units> <dash> (?:long|old)"),
    ("duration", "(?:for|in|after|over|of|takes?|last|within|since|or|these|many) <units>(?! of)"),
    ("duration", "(?:a while|some time|a long time)"),
    # months and years alone
    ("month", "(?:@edges )?(?:<month> <dot>?)"),
    (
        "month_doubtful",
        "(?:in|by|since|of|last|next|until|till|during|through|from|before|after|early|late|mid|end|for|and|to|this|late <dash>|mid <dash>|early <dash>) <month_doubtful>",
    ),
    ("fiscal", "(?:fiscal|financial|calendar) (?:year )?<year>"),
    ("year", "(?:@edges )?(?:the )?(?:year |post <dash> |pre <dash> |mid <dash> )?<year>(?! <percent>)"),
    # words
    (
        "holiday",
        "(?:last |next |this )?(?:<holiday>(?: day| eve| sunday| monday| week)?|good friday|boxing day|(?:new year <apostrophe> s) (?:eve|day)|new year <apostrophe> s)",
    ),
    (
        "future",
        "(?:in |for )? the (?:near |immediate |foreseeable |short |long |not too distant )?(?:future|near term|short term|long term)",
    ),
    ("pastref", "in the (?:recent |distant )?past"),
    ("present", "(?:right now|at present|at the moment|these days|at this time|so far|this time)"),
    ("present", "(?:current)"),
    ("recent", "(?:more )?recent"),
    ("timethen", "(?:at )(?:the|that) time"),
    ("future", "as soon as possible|a later date|one day soon"),
    ("adverb", "(?:more )?<adverb>"),
)


_HEADS = (
    "weekday weekday_short weekdays month month_doubtful unit units part season season_doubtful deictic year decade_name "
    "set_adverb adverb holiday colon slash dotted_clock =am =pm =m =anniversary =future =past =time =recent =current "
    "=weekend =overnight =moment =present =possible =later =hours =term =far =tomorrow"
).split()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules and the vocabulary they are written in."""

    words: Vocabulary
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    """Rule names by number of the group that matched."""
    heads: re.Pattern[str]
    """Codes of the words no time expression goes without one of."""


@cache
def grammar() -> Grammar:
    """The grammar of RULES, compiled once."""
    rules = [(name, _expand(pattern)) for name, pattern in RULES]
    literal = {word for _, pattern in rules for word in re.findall(r"(?<![<\w])[a-z]+(?![\w>])", _names_out(pattern))}
    words = vocabulary(sorted(literal))
    names = [""]
    parts = []
    for name, pattern in rules:
        names.append(name)
        parts.append(f"({words.compile(pattern)})")
    heads = "".join(words.classes[name] for name in _HEADS)
    return Grammar(words, re.compile("|".join(parts)), tuple(names), re.compile(f"[{heads}]"))


def _expand(pattern: str) -> str:
    for name, body in reversed(_MACROS):
        pattern = re.sub(rf"@{name}\b", lambda _, body=body: body, pattern)  # type: ignore[misc]
    assert "@" not in pattern, pattern
    return pattern.replace("AM|PM|", "").replace("[ap]", "(?:a|p)")


def _names_out(pattern: str) -> str:
    return re.sub(r"<\w+>", " ", pattern)
