package tallyflame.flamegraphs.page;

/** The one place where text is escaped for HTML. */
public final class Html {
    private Html() {}

    /**
     * Text that is safe between tags and in quoted attributes. Control characters and marks that change the direction of the
     * text around them are replaced by U+FFFD.
     */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&', '<', '>', '"', '\'' -> out.append("&#").append(c).append(';');
                default -> out.append(isHarmless(c) ? Character.toString(c) : "\uFFFD");
            }
        });
        return out.toString();
    }

    /** Escaped text of at most so many characters; what was cut is replaced by {@code …}. */
    public static String escape(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return escape(text);
        }
        return escape(text.substring(0, text.offsetByCodePoints(0, most - 1))) + "…";
    }

    /** Neither a control character nor a mark that changes the direction of the text around it. */
    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return c == ' '
                || (type != Character.CONTROL
                        && type != Character.FORMAT
                        && type != Character.SURROGATE
                        && type != Character.LINE_SEPARATOR
                        && type != Character.PARAGRAPH_SEPARATOR);
    }
}
