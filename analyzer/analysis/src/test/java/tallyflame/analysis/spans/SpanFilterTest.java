package tallyflame.analysis.spans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.recordings.event.RecordedThread;

class SpanFilterTest {
    private static final RecordedThread THREAD = new RecordedThread("t", 1, 1, true);

    /** Spans of 1 to n nanoseconds in random order. */
    private static List<Span> spans(String name, int n) {
        List<Span> spans = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            spans.add(Span.of(name, "", THREAD, 1000L * i, 1000L * i + i));
        }
        Collections.shuffle(spans, new Random(n));
        return spans;
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0.99, 1, 1, 100 100",
        "100, 0.71, 1, 29, 72 100",
        "100, 0.4, 0.6, 20, 41 60",
        "7, 0.99, 1, 1, 7 7",
        "3, 0.5, 1, 2, 2 3",
        "1, 0.4, 0.6, 1, 1 1",
        "50, 0, 1, 50, 1 50"
    })
    void sharesAreOfTheNumberOfSpans(int n, double from, double to, int count, String fastestAndSlowest) {
        List<Span> chosen = new SpanFilter("", -1, from, to).choose(spans("a", n));
        assertThat(chosen).hasSize(count);
        long fastest = chosen.stream().mapToLong(Span::nanos).min().orElseThrow();
        long slowest = chosen.stream().mapToLong(Span::nanos).max().orElseThrow();
        assertThat(fastest + " " + slowest).isEqualTo(fastestAndSlowest);
    }

    @Test
    void eachNameIsComparedWithItself() {
        List<Span> both = new ArrayList<>(spans("few", 10));
        both.addAll(spans("many", 1000));
        assertThat(new SpanFilter("", -1, 0.9, 1).choose(both).stream().map(Span::name))
                .filteredOn("few"::equals)
                .hasSize(1);
    }

    @Test
    void slowerThanIsNotAsSlowAs() {
        assertThat(new SpanFilter("", 7, 0, 1).choose(spans("a", 10))).hasSize(3);
    }

    @Test
    void namesMatchAsAWholeOrLiterally() {
        SpanFilter filter = new SpanFilter("jdk.SocketRead", -1, 0, 1);
        assertThat(filter.named("jdk.SocketRead")).isTrue();
        assertThat(filter.named("jdk.SocketReads")).isFalse();
        assertThat(new SpanFilter("check.*", -1, 0, 1).named("checkout")).isTrue();
        assertThat(SpanFilter.ALL.named("anything")).isTrue();
    }

    @Test
    void percentilesAreInOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpanFilter("", -1, 0.6, 0.4))
                .withMessageContaining("rising");
    }

    /** Virtual threads have no name either. */
    @Test
    void whatHappensOnAnUnknownThreadIsInNoSpan() {
        ThreadSpans spans =
                new ThreadSpans(List.of(Span.of("virtual", "", new RecordedThread("", 0, 30, true), 0, 100)));
        List<Integer> found = new ArrayList<>();
        spans.visit(RecordedThread.UNKNOWN, 0, 50, (span, from, to) -> found.add(span));
        spans.visit(new RecordedThread("", 12, 0, false), 0, 50, (span, from, to) -> found.add(span));
        assertThat(found).isEmpty();
        spans.visit(new RecordedThread("", 0, 30, true), 0, 50, (span, from, to) -> found.add(span));
        assertThat(found).containsExactly(0);
    }

    @Test
    void overlapIsToldFromNesting() {
        List<Span> spans = List.of(
                Span.of("outer", "", THREAD, 0, 100),
                Span.of("inner", "", THREAD, 10, 100),
                Span.of("wrong", "", THREAD, 90, 110),
                Span.of("next", "", THREAD, 110, 120),
                Span.of("elsewhere", "", new RecordedThread("u", 2, 2, true), 95, 150));
        assertThat(new ThreadSpans(spans).overlapping()).isEqualTo(1);
    }
}
