package tallyflame.counts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of class names with dots: {@code **} stands for any characters, {@code *} for any but the dot; a class's nested
 * classes ({@code Foo$Bar}) belong to it.
 *
 * @param text as it was written
 * @param pattern the pattern as a regular expression
 * @param exclude whether what matches is left out ({@code !} before the pattern)
 */
public record Glob(String text, Pattern pattern, boolean exclude) {
    /** Parses a pattern such as {@code com.acme.**}, {@code com.acme.*}, {@code com.acme.Foo} or {@code !com.acme.gen.**}. */
    public static Glob parse(String text) {
        boolean exclude = text.startsWith("!");
        String regex = regex(exclude ? text.substring(1) : text);
        return new Glob(text, Pattern.compile(regex + "(\\$.*)?"), exclude);
    }

    /** The regular expression of a pattern of names, without {@code !} and without nested classes. */
    public static String regex(String glob) {
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
        return regex.toString();
    }

    /** Whether patterns ask for a class: one of them matches, or none of them includes anything, and none excludes it. */
    public static boolean select(List<Glob> globs, String className) {
        // A loop, not a stream: this runs inside class loading and must not need classes that are being loaded.
        boolean included = !anyIncludes(globs);
        for (Glob glob : globs) {
            if (!glob.matches(className)) continue;
            if (glob.exclude()) return false;
            included = true;
        }
        return included;
    }

    /** Whether any of the patterns includes classes; if not, only what carries {@code @Profiled} is meant. */
    public static boolean anyIncludes(List<Glob> globs) {
        for (Glob glob : globs) {
            if (!glob.exclude()) return true;
        }
        return false;
    }

    /** Whether a class, by its binary name with dots, matches; {@code exclude} does not change the answer. */
    public boolean matches(String className) {
        return pattern.matcher(className).matches();
    }
}
