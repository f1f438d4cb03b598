package tallyflame.agent.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;

/** Compares the agent's counts with the oracle's, and holds every counted method to the invariants. */
public final class Agreement {
    /** ecj's lazily filled table of an enum switch: threads may fill it several times. */
    private static final String RACY = "$SWITCH_TABLE$";

    /** The one reason for which a method of a random program may run uncounted. */
    private static final String TOO_LONG = "with counters it would exceed 8000 bytes";

    private final Map<String, String> uncounted;
    private final List<String> differences = new ArrayList<>();

    private Agreement(CountFile file) {
        uncounted = file.uncounted().stream()
                .collect(Collectors.toMap(
                        Uncounted::className, u -> u.method() + " " + u.reason(), (a, b) -> a + "; " + b));
    }

    /** Everything on which the file differs from the oracle, for people; empty is what it should be. */
    public static List<String> differences(CountFile file, Map<String, Map<String, Expected>> oracle) {
        Agreement agreement = new Agreement(file);
        Map<String, ClassCounts> counted = new TreeMap<>();
        file.classes().forEach(type -> counted.put(type.name(), type));
        oracle.forEach((name, methods) -> agreement.compare(name, counted.get(name), methods));
        counted.keySet().stream()
                .filter(name -> !oracle.containsKey(name))
                .forEach(name -> agreement.differences.add(name + ": counted, but never loaded by the oracle"));
        agreement.differences.addAll(brokenInvariants(file));
        return agreement.differences;
    }

    private void compare(String name, ClassCounts type, Map<String, Expected> expected) {
        Map<String, MethodCounts> methods = new TreeMap<>();
        if (type != null) {
            type.methods().forEach(method -> methods.put(method.name() + method.descriptor(), method));
        }
        expected.forEach((key, method) -> compare(name + "." + key, methods.remove(key), method));
        methods.keySet().forEach(key -> differences.add(name + "." + key + ": counted, but not expected"));
    }

    private void compare(String name, MethodCounts got, Expected expected) {
        if (expected.method().startsWith(RACY)) {
            return;
        }
        if (got == null) {
            String type = name.substring(0, name.lastIndexOf('.', name.indexOf('(')));
            String reasons = uncounted.getOrDefault(type, "none given");
            if (!reasons.contains(expected.method() + " " + TOO_LONG)) {
                differences.add(name + ": not counted; reasons: " + reasons);
            }
            return;
        }
        check(name + " entered", expected.entered(), got.entered());
        if (got.leftByException() >= 0) {
            check(name + " left by exception", expected.left(), got.leftByException());
        }
        check(
                name + " hits",
                expected.hits(),
                new TreeMap<>(got.lines().stream().collect(Collectors.toMap(LineHits::line, LineHits::hits))));
        Map<String, String> branches = new TreeMap<>();
        for (Branch branch : got.branches()) {
            String key = branch.line() + "." + branch.ordinal();
            boolean either = expected.branches().getOrDefault(key, "").endsWith(Expected.EITHER);
            branches.put(key, either ? renderSum(branch) : render(branch));
        }
        check(name + " branches", expected.branches(), branches);
        got.allocations().ifPresent(all -> check(name + " allocated", expected.allocated(), objects(all)));
    }

    private static Map<String, Long> objects(Allocations all) {
        return all.allocated().stream()
                .filter(one -> !Expected.isOfArrays(one.type()))
                .collect(Collectors.toMap(one -> one.line() + " " + one.type(), Allocated::objects));
    }

    private void check(String what, long expected, long got) {
        if (expected != got) {
            differences.add(what + " expected " + expected + " got " + got);
        }
    }

    private <K, V> void check(String what, Map<K, V> expected, Map<K, V> got) {
        Set<K> keys = new TreeSet<>(expected.keySet());
        keys.addAll(got.keySet());
        for (K key : keys) {
            if (!Objects.equals(expected.get(key), got.get(key))) {
                differences.add(what + " " + key + " expected " + expected.get(key) + " got " + got.get(key));
            }
        }
    }

    private static String renderSum(Branch branch) {
        long sum = branch.outcomes().stream().mapToLong(BranchOutcome::count).sum();
        return sum + "→" + branch.outcomes().get(0).toLine() + " " + Expected.EITHER;
    }

    /** {@code 3→17 0→21}: outcomes as count and line. */
    public static String render(Branch branch) {
        return branch.outcomes().stream()
                .map(outcome -> outcome.count() + "→" + outcome.toLine())
                .collect(Collectors.joining(" "));
    }

    /** What must hold for every method of a complete file, whatever ran. */
    public static List<String> brokenInvariants(CountFile file) {
        List<String> broken = new ArrayList<>();
        for (ClassCounts type : file.classes()) {
            for (MethodCounts method : type.methods()) {
                String name = type.name() + "." + method.name() + method.descriptor();
                if (method.residual() != 0) broken.add(name + ": residual " + method.residual());
                if (method.entered() < 0) broken.add(name + ": entered " + method.entered());
                if (method.inFlight() < 0) broken.add(name + ": in flight " + method.inFlight());
                if (method.leftByException() > method.entered()) broken.add(name + ": left more often than entered");
                brokenLines(method).forEach(line -> broken.add(name + line));
            }
        }
        return broken;
    }

    /** A compiled method begins with a line, so that line is entered at least as often as the method. */
    public static List<String> enteredBesideFirstLine(CountFile file) {
        List<String> broken = new ArrayList<>();
        for (ClassCounts type : file.classes()) {
            for (MethodCounts method : type.methods()) {
                long hits = method.lines().stream()
                        .filter(line -> line.line() == method.firstLine())
                        .mapToLong(LineHits::hits)
                        .sum();
                if (hits < method.entered()) {
                    broken.add(type.name() + "." + method.name() + ": " + hits + " of " + method.entered());
                }
            }
        }
        return broken;
    }

    private static List<String> brokenLines(MethodCounts method) {
        List<String> broken = new ArrayList<>();
        Set<Integer> lines = new TreeSet<>();
        for (LineHits line : method.lines()) {
            if (!lines.add(line.line())) broken.add(":" + line.line() + " listed twice");
            if (line.hits() < 0) broken.add(":" + line.line() + " hits " + line.hits());
            if (line.hits() > 0 && method.entered() == 0) broken.add(":" + line.line() + " hit, never entered");
        }
        for (Branch branch : method.branches()) {
            boolean negative = branch.outcomes().stream().anyMatch(outcome -> outcome.count() < 0);
            if (negative) broken.add(":" + branch.line() + " branch " + render(branch));
        }
        return broken;
    }
}
