package tallyflame.analysis.explain;

import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.runs.Interval;

/**
 * The JSON document of {@code explain}; component names are its keys. Times are in nanoseconds.
 *
 * @param schema version of the document
 * @param unit unit of all times
 * @param name of the spans
 * @param spans how many there are
 * @param slow the slow ones
 * @param others all the others
 * @param excess how much longer the slow ones took in the mean, with its 95 % interval
 * @param causes what explains it, the largest first; empty where nothing stands out
 * @param parts all parts of the excess, which add up
 * @param lines what counted lines did more or less, those first that cost most; groups are hit together
 * @param sampledLines what lines took by samples, those first that differ beyond chance, with the probability of such a difference
 * @param slowest single slow spans, the slowest first: tag, thread, start in nanoseconds since 1970, duration, and the largest part of
 *     what it took longer
 * @param branch at which slow spans begin to do more, {@code null} if that is not known
 * @param explained share of the differences between spans that counts explain, by cross-validation; {@code null} without counts
 * @param words the answer in sentences
 * @param notes what cannot be told, or was left out
 * @param unreadable parts of the recordings that could not be read
 */
record ExplainDocument(
        int schema,
        String unit,
        String name,
        int spans,
        Group slow,
        Group others,
        Interval excess,
        List<Cause> causes,
        List<Map<String, Object>> parts,
        List<Map<String, Object>> lines,
        List<Map<String, Object>> sampledLines,
        List<Map<String, Object>> slowest,
        Branch branch,
        Double explained,
        List<String> words,
        List<String> notes,
        List<Loss> unreadable) {
    /** Spans, the shortest and the longest of them, and their mean. */
    record Group(int count, long from, long to, double mean) {
        static Group of(List<Observation> spans) {
            return new Group(
                    spans.size(),
                    spans.get(0).span().nanos(),
                    spans.get(spans.size() - 1).span().nanos(),
                    Observation.mean(spans, one -> one.span().nanos()));
        }
    }

    /** Where it is, what it says, and how often it goes that way and another in a slow and in another span. */
    record Branch(
            String place,
            String text,
            int line,
            int toLine,
            double slow,
            double others,
            double otherwiseSlow,
            double otherwiseOthers) {}

    static ExplainDocument of(
            Explanation explanation,
            List<Map<String, Object>> parts,
            List<Map<String, Object>> lines,
            List<Map<String, Object>> sampledLines,
            List<Map<String, Object>> slowest) {
        Tail tail = explanation.tail();
        return new ExplainDocument(
                1,
                "ns",
                explanation.name(),
                tail.all().size(),
                Group.of(tail.slow()),
                Group.of(tail.typical()),
                explanation.whole(),
                explanation.causes().stream().map(ExcessPart::cause).toList(),
                parts,
                lines,
                sampledLines,
                slowest,
                explanation.branch().map(one -> branch(explanation, one)).orElse(null),
                explanation.work().map(WorkModel::explained).orElse(null),
                ExplainWords.of(explanation),
                explanation.notes(),
                explanation.losses());
    }

    private static Branch branch(Explanation explanation, TurningBranch turning) {
        SpanWork.Site site = turning.branch();
        return new Branch(
                site.place(),
                explanation.source().apply(site),
                site.line(),
                site.toLine(),
                turning.slow(),
                turning.typical(),
                turning.otherwiseSlow(),
                turning.otherwiseTypical());
    }
}
