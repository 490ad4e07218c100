"""Texts as bytes, deflated with another text as the dictionary where much of one stands in the other.

The first byte tells how: 0x78 opens a zlib stream (RFC 1950 §2.2), 0x02 stands before one that was made with what
findings have in common, 0x00 before the text itself, and 0x01 stands for the whole of the other text.
"""

from __future__ import annotations

import zlib

_WINDOW = 32_000  # bytes a deflate dictionary can be used for
_AS_IT_IS, _THE_SAME, _OF_FINDINGS = b"\x00", b"\x01", b"\x02"
_SKELETON = (
    b'{"fields":["id","score","role","evidence"],"rows":[{"fields":["name","actor","type","rol'
    b'e","affiliation","known_role","known_affiliation","gender","mentions"],"rows":[{"fields"'
    b':["text","paragraph","start","end","speaker","actor","speakers","speaker_as_written","sp'
    b'eaker_type","addressee","cue","kind","confidence","reason","spans","carrier"],"rows":[{"'
    b'fields":["text","paragraph","start","end","speaker","actor","speaker_as_written","speake'
    b'r_type","verb","verb_class","confidence","reason"],"rows":[{"fields":["text","type","val'
    b'ue","paragraph","start","end","first","last","precision"],"rows":[{"fields":["what","kin'
    b'd","status","evidence","paragraph","start","end","by","target","actors","when_text","fro'
    b'm_","to","precision","asserted_by"],"rows":['
    b'"country",null,null,null,"",[[0,null,"organisation",null,null,null,"",[[0,"person","minister",null,null,null,'
    b'"verb-adjacent","named",null,"said","direct",0.95,"unattributed","happened","scheduled","open","day",null,'
)
"""What every dictionary begins with but those of findings. A text can only be read with the dictionary it was written
with: never edit this; a better one needs a first byte of its own."""
_COLUMNS = (
    b'"copyright"],["navigation"],["newsletter"],["read more"],["teaser"],["dateline"],["advertisement"],["about t'
    b'he author"],["agency note"],"rejected","denied","cancelled","agreed","proposed","demanded","ongoing","schedu'
    b'led","accuse","detain","concede","plan","sanction","threaten","propose","reject","demand","agree","aid","ann'
    b'ounce","consult","assault","Monday","Friday","Sunday","today","last week","this week","Wednesday","Thursday"'
    b',"Tuesday","quarter","minute","week","month","year","open","PXY","P1D","P1Y","FUTURE_REF","PAST_REF","PRESEN'
    b'T_REF","SET","TIME","DURATION","DATE","call for","accuse","warn","emphasize","note","report","announce","tel'
    b'l","add","explain","argue","demand","stress","promise","according to","according-to","according","saying","c'
    b'lause-said","said-that","said","say","unattributed","unnamed","named","headline","colon","subject","split","'
    b'sentence-before","clause-after","pronoun-unresolved","participle","no-speaker","verb-before","carry-on","tha'
    b't-clause","verb-after","noted","called","saying","wrote","says","added","told","said","fragment","direct","P'
    b'resident","Prime Minister","Foreign Minister","president","spokesperson","minister","f","m","","group","coun'
    b'try","country","organisation","organisation","person","person",null,null,null,0.75,0.85,0.9,0.84,0.86,0.95,0'
    b'.96,0.88,0.98,0.93,{"head":["","T00:00:00+00:00","given","unknown","feed","en","","",""],"paragraphs":[[0,0,'
    b'0,],"removed":[],"threads":{"fields":["id","score","role","evidence"],"n":1,"columns":[[""],[0.],["primary"]'
    b',{"counts":[1],"fields":["paragraph","start","end","text","points","pattern"],"n":1,"columns":[[0],[0],[9],n'
    b'ull,[1.0],["]]}]},"actors":{"fields":["name","actor","type","role","affiliation","known_role","known_affilia'
    b'tion","gender","mentions"],"n":1,"columns":[[],["~"],["person","country","organisation"],[null],[null],[null'
    b'],[null],["m","","f"],{"counts":[1,2,3,1,1,2,1],"fields":["text","paragraph","start","end"],"n":2,"columns":'
    b'[null,[0,1,2,3,4,5,6,7,8,9,10,11,12,13],[0,]]}]},"quotes":{"fields":["text","paragraph","start","end","speak'
    b'er","actor","speakers","speaker_as_written","speaker_type","addressee","cue","kind","confidence","reason","s'
    b'pans","carrier","actors"],"n":1,"columns":[null,[],[],[""],0,null,0,["named"],[null],["said"],["direct"],[0.'
    b'93],["verb-after"],null,[""],null]},"statements":{"fields":["text","paragraph","start","end","speaker","acto'
    b'r","speaker_as_written","speaker_type","verb","verb_class","confidence","reason","speakers","actors"],"n":1,'
    b'"columns":[null,[],[],[""],0,0,["named"],["say"],["say"],[0.9],["said"],null,null]},"times":{"fields":["text'
    b'","type","value","paragraph","start","end","first","last","precision"],"n":1,"columns":[null,["DATE"],["20],'
    b'0,0,["day"]]},"events":{"fields":["what","kind","status","evidence","paragraph","start","end","by","target",'
    b'"actors","when_text","from_","to","precision","asserted_by"],"n":1,"columns":[[""],["happened"],[0],null,[],'
    b'[],[[""],[]],null,[null],["20"],0,["day"],[null]]}}'
)
"""What the dictionaries of findings (`store.packing`) begin with: enough of what most have. Never edit this either."""


def deflate(data: str, text: str = "") -> bytes:
    """A text, deflated with another as its dictionary."""
    return _THE_SAME if data == text and text else _deflated(data, _dictionary(_SKELETON, text))


def deflate_findings(data: str, text: str) -> bytes:
    """Findings (the JSON of `store.packing`), deflated with the text they were found in."""
    return _OF_FINDINGS + _deflated(data, _dictionary(_COLUMNS, text))


def keep(data: str) -> bytes:
    """A text as it is: for what is soon written anew, which is not worth deflating."""
    return _AS_IT_IS + data.encode("utf-8", "surrogatepass")


def inflate(packed: bytes, text: str = "") -> str:
    """What `deflate`, `deflate_findings` or `keep` was given, with the same dictionary. Raises zlib.error for
    another."""
    first = packed[:1]
    if first == _AS_IT_IS:
        return packed[1:].decode("utf-8", "surrogatepass")
    if first == _THE_SAME:
        return text
    if first == _OF_FINDINGS:
        return _inflated(packed[1:], _dictionary(_COLUMNS, text))
    return _inflated(packed, _dictionary(_SKELETON, text))


def _deflated(data: str, dictionary: bytes) -> bytes:
    packer = zlib.compressobj(5, zlib.DEFLATED, 15, 8, zlib.Z_DEFAULT_STRATEGY, dictionary)
    return packer.compress(data.encode("utf-8", "surrogatepass")) + packer.flush()


def _inflated(packed: bytes, dictionary: bytes) -> str:
    unpacker = zlib.decompressobj(15, dictionary)
    return (unpacker.decompress(packed) + unpacker.flush()).decode("utf-8", "surrogatepass")


def _dictionary(skeleton: bytes, text: str) -> bytes:
    return skeleton + text[:_WINDOW].encode("utf-8", "surrogatepass")[: _WINDOW - len(skeleton)]
