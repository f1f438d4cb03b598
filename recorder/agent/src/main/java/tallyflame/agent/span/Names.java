package tallyflame.agent.span;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tallyflame.counts.span.OneSpan;
import tallyflame.counts.span.SpanSum;

/** Spans that have ended, by name, within a bounded part of the heap. Safe for use by many threads. */
final class Names {
    private static final int MOST = 200;
    private static final String OTHERS = "(other names)";

    private final Budget budget = new Budget();
    private final CallTable calls;
    private final Map<String, NamedSpans> byName = new ConcurrentHashMap<>();

    Names(CallTable calls) {
        this.calls = calls;
    }

    NamedSpans of(String name) {
        NamedSpans known = byName.get(name);
        if (known != null) return known;
        return byName.computeIfAbsent(byName.size() < MOST ? name : OTHERS, key -> new NamedSpans(key, budget));
    }

    void add(WholeSpan span) {
        took(span.named.add(span, calls));
        if (!budget.keepsTooMuch()) return;
        budget.halve();
        byName.values().forEach(NamedSpans::trim);
    }

    void addGroup(Group group, long nanos) {
        took(group.span.named.addGroup(group, nanos));
    }

    /** So many more pages of sums. */
    private void took(int pages) {
        if (budget.sums(pages) || budget.coarse()) return;
        budget.addUp();
        byName.values().forEach(NamedSpans::addUp);
        budget.resetSums(byName.values().stream().mapToInt(NamedSpans::pages).sum());
    }

    boolean coarse() {
        return budget.coarse();
    }

    List<SpanSum> sums() {
        List<SpanSum> sums = new ArrayList<>();
        byName.values().forEach(named -> sums.addAll(named.sums(calls)));
        return sums;
    }

    List<OneSpan> kept() {
        List<OneSpan> kept = new ArrayList<>();
        byName.values().forEach(named -> kept.addAll(named.kept()));
        return kept;
    }
}
