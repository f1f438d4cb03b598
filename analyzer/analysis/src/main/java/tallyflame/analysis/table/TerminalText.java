package tallyflame.analysis.table;

/**
 * Text from a recording or a source file made fit for a terminal line: control and direction-changing characters, which
 * could move the cursor, recolour or reorder the screen, are shown as visible symbols. The one place where that is done.
 */
public final class TerminalText {
    private static final int TAB = 4;

    private TerminalText() {}

    /** One line of printable text; tabs become blanks up to the next multiple of four columns. */
    public static String clean(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        int column = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\t') {
                int blanks = TAB - column % TAB;
                out.append(" ".repeat(blanks));
                column += blanks;
            } else {
                int shown = visible(c);
                out.appendCodePoint(shown);
                column += columns(shown);
            }
        }
        return out.toString();
    }

    /** How many columns of a terminal cleaned text takes. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::columns).sum();
    }

    /** Cleaned text in at most so many columns; what was cut is replaced by {@code …}. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (used + columns(c) > columns - 1) {
                break;
            }
            used += columns(c);
            end += Character.charCount(c);
        }
        return columns < 1 ? "" : text.substring(0, end) + "…";
    }

    private static int visible(int c) {
        if (c < ' ') {
            return 0x2400 + c; // the picture of the control character
        }
        if (c == 0x7f) {
            return 0x2421;
        }
        int type = Character.getType(c);
        boolean harmless = type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
        return harmless ? c : 0xFFFD;
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return wide(c) ? 2 : 1;
    }

    /** The blocks of Unicode that East Asian Width (UAX #11) calls wide, as terminals draw them. */
    private static boolean wide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
