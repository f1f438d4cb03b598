package tallyflame.analysis.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer of a comparison in a few words: time, waiting and exact work, each with its own verdict. */
record VerdictWords(Diff diff) {
    String text() {
        List<String> words = new ArrayList<>();
        String time = time();
        if (!time.isEmpty()) {
            words.add(time);
        }
        diff.waiting().filter(WaitingChange::longer).ifPresent(waiting -> words.add("waits more"));
        diff.waiting().filter(WaitingChange::shorter).ifPresent(waiting -> words.add("waits less"));
        String work = work();
        if (words.isEmpty()) {
            return nothingOf(work);
        }
        String said = String.join(", ", words);
        return work.isEmpty()
                ? said
                : said + (time.startsWith("faster") && diff.moreWork() ? ", though with " : ", and ") + work;
    }

    private String time() {
        if (diff.throughput().map(ThroughputRatio::slower).orElse(false)) {
            return "slower";
        }
        if (diff.throughput().map(ThroughputRatio::faster).orElse(false)) {
            return "faster" + (diff.slower() ? ", but some of it slower" : "");
        }
        return diff.slower() ? "part of it slower" : "";
    }

    private String work() {
        return diff.work()
                .map(counts -> counts.after() > counts.before()
                        ? "more work"
                        : counts.after() < counts.before() ? "less work" : "")
                .orElse("");
    }

    /** What is left to say where no time differs. */
    private String nothingOf(String work) {
        boolean timed = diff.throughput().isPresent() || diff.sampled();
        boolean counted = diff.work().isPresent();
        if (!timed) {
            return work.isEmpty() ? "the same counts" : work;
        }
        if (diff.timeUndecided()) {
            return (work.isEmpty() ? counted ? "the same counts, " : "" : work + ", ") + "time undecided";
        }
        String suspicion = suspicion();
        if (!suspicion.isEmpty()) {
            return (work.isEmpty() ? "" : work + ", ") + suspicion;
        }
        return (work.isEmpty() ? "no difference" : work + ", no difference in time") + " beyond noise";
    }

    /** What leaves out that nothing changed is not to be answered with "no difference", though chance does it too often. */
    private String suspicion() {
        return Stream.of(
                        diff.throughput()
                                .filter(ThroughputRatio::suspicious)
                                .map(ratio -> ratio.ratio().value() < 1 ? "slower" : "faster"),
                        diff.suspects().stream()
                                .filter(suspect -> suspect.difference().value() > 0)
                                .findFirst()
                                .map(slower -> "part of it slower"),
                        diff.waiting()
                                .filter(WaitingChange::suspicious)
                                .map(waiting -> waiting.difference().value() > 0 ? "waits more" : "waits less"))
                .flatMap(Optional::stream)
                .findFirst()
                .map(words -> "perhaps " + words + ", undecided")
                .orElse("");
    }
}
