"""Makes the tabular figures of Be Vietnam Pro, which has none of its own.

Takes 0 to 9 out of each weight, sets every figure in the middle of the same
advance, and writes fonts/figures-<weight>.woff2. Run by hand when the typeface
is updated (pip install fonttools brotli; python3 fonts/figures.py); the results
are kept in the repository, because the build of the assets needs no Python.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEB = Path(__file__).resolve().parent.parent
SOURCE = WEB / "node_modules/@expo-google-fonts/be-vietnam-pro"
FACES = {400: "400Regular", 500: "500Medium", 600: "600SemiBold", 700: "700Bold"}
DIGITS = "0123456789"
SIDE = 44  # units left and right of the widest figure


def main():
    for weight, face in FACES.items():
        font = TTFont(SOURCE / face / f"BeVietnamPro_{face}.ttf", recalcTimestamp=False)
        keep_digits(font)
        advance = same_advance(font)
        rename(font, weight)
        font.flavor = "woff2"
        font.save(Path(__file__).parent / f"figures-{weight}.woff2")
        print(weight, advance)


def keep_digits(font):
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=DIGITS)
    subsetter.subset(font)


def same_advance(font):
    """Moves the outlines themselves: not every renderer heeds the side bearing."""
    glyphs = [font.getBestCmap()[ord(digit)] for digit in DIGITS]
    outlines = font["glyf"]
    advance = max(outlines[name].xMax - outlines[name].xMin for name in glyphs) + 2 * SIDE
    for name in glyphs:
        glyph = outlines[name]
        shift = round((advance - (glyph.xMax - glyph.xMin)) / 2) - glyph.xMin
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(outlines)
        font["hmtx"][name] = (advance, glyph.xMin)
    return advance


def rename(font, weight):
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = f"Be Vietnam Pro Figures {weight}"
        if record.nameID == 6:
            record.string = f"BeVietnamProFigures-{weight}"


main()
