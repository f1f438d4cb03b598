package tallyflame.flamegraphs.html;

/** The one place where text is escaped for HTML. */
final class Html {
    private Html() {}

    /** Text that is safe between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&', '<', '>', '"', '\'' -> out.append("&#").append(c).append(';');
                default -> out.append(isHarmless(c) ? Character.toString(c) : "\uFFFD");
            }
        });
        return out.toString();
    }

    /** Neither a control character nor a mark that changes the direction of the text around it. */
    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return c == ' ' || (type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE);
    }
}
