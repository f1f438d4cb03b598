package tallyflame.analysis.timeline;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.counts.code.MethodId;

/** Texts of JDK Mission Control as this project writes: 24 hours, years first, types and states by their names. */
final class PlainWords {
    /** What that library has for dates and numbers: its texts are in American English. */
    static final Locale LOCALE = Locale.US;

    private static final Pattern TIME = Pattern.compile(
            "(?:(\\d{1,2})/(\\d{1,2})/(\\d{2,4}),\\s+)?\\b(\\d{1,2}):(\\d\\d):(\\d\\d)(\\.\\d+)?\\h*([AP])M\\b");
    private static final Pattern RANGE = Pattern.compile("(:\\d\\d(?:\\.\\d+)?) – (?=\\d)");
    private static final Pattern STATE = Pattern.compile("\\bSTATE_([A-Z_]+)\\b");
    private static final Pattern MICROS = Pattern.compile("(?<=\\d\\h?)[\\u03bcu]s\\b");
    private static final String TYPE = "\\[*(?:[BCDFIJSZ]|L[\\w/$]+;)";
    private static final Pattern DESCRIPTOR = Pattern.compile("\\(((?:" + TYPE + ")*)\\)(" + TYPE + "|V)?(?![\\w/])");

    private PlainWords() {}

    static String of(String text) {
        String times =
                RANGE.matcher(TIME.matcher(text).replaceAll(PlainWords::time)).replaceAll("$1 to ");
        String states = STATE.matcher(times).replaceAll(state -> state(state.group(1)));
        return DESCRIPTOR.matcher(MICROS.matcher(states).replaceAll("µs")).replaceAll(PlainWords::parameters);
    }

    private static String time(MatchResult found) {
        int hour = Integer.parseInt(found.group(4)) % 12 + (found.group(8).equals("P") ? 12 : 0);
        String fraction = found.group(7) == null || found.group(7).matches("\\.0+") ? "" : found.group(7);
        String time = String.format(Locale.ROOT, "%02d:%s:%s%s", hour, found.group(5), found.group(6), fraction);
        return found.group(1) == null ? time : date(found) + " " + time;
    }

    private static String date(MatchResult found) {
        String year = found.group(3).length() == 2 ? "20" + found.group(3) : found.group(3);
        return String.format(
                Locale.ROOT, "%s-%02d-%02d", year, Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    }

    private static String state(String name) {
        return switch (name) {
            case "IN_OBJECT_WAIT", "IN_OBJECT_WAIT_TIMED" -> "waiting in Object.wait()";
            case "BLOCKED_ON_MONITOR_ENTER" -> "blocked by a monitor";
            case "PARKED_TIMED" -> "parked";
            default -> name.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String parameters(MatchResult found) {
        boolean descriptor = !found.group(1).isEmpty() || found.group(2) != null;
        return Matcher.quoteReplacement(descriptor ? MethodId.parameters("(" + found.group(1) + ")V") : found.group());
    }
}
