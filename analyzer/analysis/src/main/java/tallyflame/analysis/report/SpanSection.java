package tallyflame.analysis.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tallyflame.analysis.explain.Cause;
import tallyflame.analysis.explain.LatencyCurve;
import tallyflame.analysis.explain.LatencyCurve.Step;
import tallyflame.flamegraphs.page.PageDocument;

/** Spans: their tables, why the slow ones are slow, and the curve of their latencies, of which {@code tail.js} compares ranges. */
final class SpanSection {
    private static final int LONGEST_TAG = 200;

    private SpanSection() {}

    static void add(Report report, PageDocument page) {
        report.spans().ifPresent(spans -> {
            page.body("<h2 id=\"report-spans\">Spans</h2>\n<div class=\"wide\">"
                    + spans.answer().markup() + "</div>\n");
            if (!spans.curves().isEmpty()) {
                page.body("<h2 id=\"report-tail\">Slow spans</h2>\n<div id=\"tail\"></div>\n");
                page.part("tail", data(report.inputs(), spans.curves()));
            }
            spans.explanations()
                    .forEach(explanation -> page.body("<div class=\"wide\">" + explanation.markup() + "</div>\n"));
        });
    }

    private static String data(List<Path> inputs, List<LatencyCurve> curves) {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(json)) {
            out.writeStartObject();
            out.writeStringField(
                    "inputs",
                    inputs.stream()
                            .map(input -> AgainSection.quoted(input.toString()))
                            .collect(Collectors.joining(" ")));
            out.writeArrayFieldStart("curves");
            for (LatencyCurve curve : curves) {
                curve(out, curve);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never of a StringWriter
        }
        return json.toString();
    }

    private static void curve(JsonGenerator out, LatencyCurve curve) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", curve.name());
        out.writeStringField("argument", AgainSection.quoted(curve.name()));
        numbers(out, "spans", curve, Step::spans);
        numbers(out, "longest", curve, Step::longest);
        numbers(out, "nanos", curve, Step::nanos);
        if (curve.sampled()) {
            numbers(out, "cpu", curve, Step::cpu);
        }
        out.writeStringField("onCpu", Cause.ON_CPU.title());
        out.writeStringField("rest", (curve.sampled() ? Cause.NO_REASON : Cause.UNTOLD).title());
        out.writeArrayFieldStart("recorded");
        for (int cause = 0; cause < curve.recorded().size(); cause++) {
            int column = cause;
            out.writeStartObject();
            out.writeStringField("title", curve.recorded().get(cause).title());
            numbers(out, "nanos", curve, step -> step.recorded().get(column));
            out.writeEndObject();
        }
        out.writeEndArray();
        texts(out, "tag", curve.steps().stream().map(Step::tag).toList());
        texts(out, "thread", curve.steps().stream().map(Step::thread).toList());
        out.writeEndObject();
    }

    private static void numbers(JsonGenerator out, String key, LatencyCurve curve, ToDoubleFunction<Step> value)
            throws IOException {
        out.writeArrayFieldStart(key);
        for (Step step : curve.steps()) {
            out.writeNumber(Math.round(value.applyAsDouble(step)));
        }
        out.writeEndArray();
    }

    private static void texts(JsonGenerator out, String key, List<String> texts) throws IOException {
        out.writeArrayFieldStart(key);
        for (String text : texts) {
            out.writeString(text.length() > LONGEST_TAG ? text.substring(0, LONGEST_TAG) + "…" : text);
        }
        out.writeEndArray();
    }
}
