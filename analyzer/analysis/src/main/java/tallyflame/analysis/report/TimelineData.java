package tallyflame.analysis.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeSet;
import tallyflame.analysis.timeline.Chart;
import tallyflame.analysis.timeline.Series;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.analysis.timeline.Timeline.Stop;

/**
 * A timeline for the page's script: seconds from its beginning, and for each chart a column of times and one of values for
 * each series, as uPlot wants them.
 */
final class TimelineData {
    private TimelineData() {}

    static String of(Timeline timeline) {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
            out.writeStartObject();
            out.writeNumberField("end", seconds(timeline, timeline.endMillis()));
            ranges(out, timeline, "windows", timeline.windows());
            ranges(out, timeline, "pauses", stops(timeline, Stop.COLLECTION));
            ranges(out, timeline, "safepoints", stops(timeline, Stop.SAFEPOINT));
            out.writeArrayFieldStart("charts");
            for (Chart chart : timeline.charts()) {
                chart(out, timeline, chart);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never of a StringWriter
        }
        return json.toString();
    }

    private static List<double[]> stops(Timeline timeline, String what) {
        return timeline.stops().stream()
                .filter(stop -> stop.what().equals(what))
                .map(stop -> new double[] {stop.fromMillis(), stop.toMillis()})
                .toList();
    }

    private static void ranges(JsonGenerator out, Timeline timeline, String key, List<double[]> ranges)
            throws IOException {
        out.writeArrayFieldStart(key);
        for (double[] range : ranges) {
            numbers(out, List.of(seconds(timeline, range[0]), seconds(timeline, range[1])));
        }
        out.writeEndArray();
    }

    private static void chart(JsonGenerator out, Timeline timeline, Chart chart) throws IOException {
        out.writeStartObject();
        out.writeStringField("title", chart.title());
        out.writeStringField("unit", chart.unit());
        out.writeBooleanField("steps", chart.steps());
        out.writeArrayFieldStart("names");
        for (Series series : chart.series()) {
            out.writeString(series.name());
        }
        out.writeEndArray();
        List<Double> times = List.copyOf(new TreeSet<>(chart.series().stream()
                .flatMap(series -> series.times().stream())
                .toList()));
        out.writeArrayFieldStart("data");
        numbers(out, times.stream().map(time -> seconds(timeline, time)).toList());
        for (Series series : chart.series()) {
            out.writeStartArray();
            int next = 0;
            for (Double time : times) {
                if (next < series.times().size() && series.times().get(next).equals(time)) {
                    out.writeNumber(rounded(series.values().get(next++)));
                } else {
                    out.writeNull();
                }
            }
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void numbers(JsonGenerator out, List<Double> values) throws IOException {
        out.writeStartArray();
        for (double value : values) {
            out.writeNumber(value);
        }
        out.writeEndArray();
    }

    private static double seconds(Timeline timeline, double millis) {
        return Math.round(millis - timeline.startMillis()) / 1e3;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
