package tallyflame.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.explain.SpanWork.Site;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.counts.code.MethodId;

class SpanWorkTest {
    private static final MethodId WORK = new MethodId("org.acme.Work", "work", "()V");
    private static final MethodId OTHER = new MethodId("org.acme.Work", "other", "()V");
    private static final Site FIRST = new Site(WORK, 10, -1, 0, 0);
    private static final Site SECOND = new Site(WORK, 11, -1, 0, 0);
    private static final Site THIRD = new Site(OTHER, 20, -1, 0, 0);

    private final SpanWork work = new SpanWork();

    private static MeasuredSpan span(String tag, long start) {
        return new MeasuredSpan("work", tag, "main", start, 1000, 0, 0.0, null, Map.of(), 0, 0);
    }

    private List<Long> hits(Site site, boolean ownPass, MeasuredSpan... spans) {
        int at = work.known().sites().indexOf(site);
        List<Observation> joined = work.join(List.of(spans), ownPass);
        assertThat(joined).hasSize(spans.length);
        return List.of(spans).stream()
                .map(span -> joined.stream()
                        .filter(one -> one.span().equals(span))
                        .findFirst()
                        .orElseThrow())
                .map(one -> one.counted() ? Long.valueOf(one.hits()[at]) : Long.valueOf(-1))
                .toList();
    }

    @Test
    void aPassThatCountsOnceCountsForEveryRoundOfTheOther() {
        work.add("a", Map.of(FIRST, 3L), List.of());
        work.add("b", Map.of(FIRST, 5L, SECOND, 7L), List.of());
        MeasuredSpan[] spans = {span("a", 0), span("b", 10), span("a", 20), span("c", 30)};
        assertThat(hits(FIRST, true, spans)).containsExactly(3L, 5L, 3L, -1L);
        assertThat(hits(SECOND, true, spans)).containsExactly(0L, 7L, 0L, -1L);
    }

    @Test
    void ofOneExecutionSpansOfATagAreInTheirOrder() {
        work.add("", Map.of(FIRST, 1L), List.of());
        work.add("", Map.of(FIRST, 2L), List.of());
        assertThat(hits(FIRST, false, span("", 20), span("", 10))).containsExactly(2L, 1L);
    }

    /** One of them was counted in a group, and nobody knows which. */
    @Test
    void whereNumbersDifferNothingIsJoined() {
        work.add("", Map.of(FIRST, 1L), List.of());
        assertThat(hits(FIRST, false, span("", 20), span("", 10))).containsExactly(-1L, -1L);
        work.add("", Map.of(FIRST, 2L), List.of());
        assertThat(hits(FIRST, true, span("", 20), span("", 10), span("", 30))).containsExactly(-1L, -1L, -1L);
    }

    @Test
    void aMethodThatIsUnknownInOneSpanIsLeftOutOfAll() {
        work.add("a", Map.of(FIRST, 3L, THIRD, 4L), List.of());
        work.add("b", Map.of(FIRST, 3L), List.of(OTHER));
        assertThat(hits(THIRD, true, span("a", 0), span("b", 1))).containsExactly(0L, 0L);
        assertThat(hits(FIRST, true, span("a", 0), span("b", 1))).containsExactly(3L, 3L);
        assertThat(work.unknown()).containsExactly(OTHER);
    }
}
