package tallyflame.analysis.store;

import java.io.IOException;
import java.util.List;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.analysis.spans.Wait;

/**
 * Rows of the table {@code spans}.
 *
 * @param run value of the column {@code run}
 */
record SpanRows(String run, List<NumberedSpans.Row> spans) {
    private static final long NANOS_OF_MILLI = 1_000_000;

    void write(TableFile file) throws IOException {
        for (NumberedSpans.Row row : spans) {
            MeasuredSpan span = row.span();
            file.text(run).whole(row.number());
            if (row.parent() == 0) {
                file.absent();
            } else {
                file.whole(row.parent());
            }
            file.text(span.name())
                    .text(span.tag().isEmpty() ? null : span.tag())
                    .text(span.thread())
                    .whole(Math.floorDiv(span.start(), NANOS_OF_MILLI))
                    .whole(span.nanos());
            if (span.cpu() == null) {
                file.absent();
            } else {
                file.whole(Math.round(span.cpu()));
            }
            file.whole(span.samples());
            for (Wait wait : Wait.values()) {
                file.whole(span.waited(wait));
            }
            file.whole(span.collected()).whole(span.stopped()).endRow();
        }
    }
}
