package tallyflame.agent.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tallyflame.counts.Glob;
import tallyflame.counts.Spelling;

/** Says which patterns no class matched, and which names may have been meant. */
final class UnmatchedGlobs {
    private static final int MOST = 3;
    private static final List<String> NEVER_MEANT =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "tallyflame.agent.", "[");

    /** A name and how far it is from a pattern. */
    private record Near(String name, int distance) {}

    private UnmatchedGlobs() {}

    /**
     * One line about all of them; empty if every pattern matched.
     *
     * @param loaded names of the loaded classes, with dots
     */
    static String line(List<Glob> globs, List<String> loaded) {
        List<Glob> unmatched = globs.stream()
                .filter(glob -> !glob.exclude() && loaded.stream().noneMatch(glob::matches))
                .toList();
        if (unmatched.isEmpty()) return "";
        String names = String.join(", ", unmatched.stream().map(Glob::text).toList());
        TreeSet<String> near = new TreeSet<>();
        for (Glob glob : unmatched) near.addAll(nearest(glob.text(), loaded));
        return "no class that was loaded matches " + names
                + (near.isEmpty() ? "" : "; near are " + String.join(", ", near));
    }

    private static List<String> nearest(String glob, List<String> loaded) {
        String literal = glob.replace('/', '.').replaceAll("\\.?\\*.*", "").replaceAll("[^\\w.$]", "");
        List<Near> near = new ArrayList<>();
        for (String name : new TreeSet<>(loaded)) {
            if (NEVER_MEANT.stream().noneMatch(name::startsWith)) near.add(new Near(name, distance(literal, name)));
        }
        near.sort(Comparator.comparingInt(Near::distance));
        return near.stream().limit(MOST).map(Near::name).toList();
    }

    /** From a name or, if that is nearer, from a package or class around it. */
    private static int distance(String literal, String name) {
        int least = Integer.MAX_VALUE;
        for (int end = 1; end <= name.length(); end++) {
            boolean whole = end == name.length() || name.charAt(end) == '.' || name.charAt(end) == '$';
            if (whole) least = Math.min(least, Spelling.distance(literal, name.substring(0, end)));
        }
        return least;
    }
}
