package tallyflame.agent;

import java.util.regex.Pattern;

/**
 * A pattern of class names with dots: {@code **} stands for any characters, {@code *} for any but the dot; a class's nested
 * classes ({@code Foo$Bar}) belong to it.
 *
 * @param pattern the pattern as a regular expression
 * @param exclude whether what matches is left out ({@code !} before the pattern)
 */
record Glob(Pattern pattern, boolean exclude) {
    /** Parses a pattern such as {@code com.acme.**}, {@code com.acme.*}, {@code com.acme.Foo} or {@code !com.acme.gen.**}. */
    static Glob parse(String text) {
        boolean exclude = text.startsWith("!");
        String glob = exclude ? text.substring(1) : text;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c != '*') {
                regex.append(Pattern.quote(String.valueOf(c)));
            } else if (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else {
                regex.append("[^.]*");
            }
        }
        return new Glob(Pattern.compile(regex + "(\\$.*)?"), exclude);
    }

    boolean matches(String className) {
        return pattern.matcher(className).matches();
    }
}
