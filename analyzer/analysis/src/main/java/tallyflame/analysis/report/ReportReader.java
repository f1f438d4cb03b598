package tallyflame.analysis.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.counts.InlinedLines;
import tallyflame.analysis.events.CommonEvents;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.explain.Explainer;
import tallyflame.analysis.explain.LatencyCurve;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.jvms.RunJvms;
import tallyflame.analysis.lines.HitCounts;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.own.OwnCode;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.spans.MeasuredSpans;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.spans.SpansAnswer;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.timeline.Findings;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.analysis.timeline.TimelineListener;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Workers;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.runs.FileKind;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/** Reads a report part by part: a part that cannot be read is a problem to name, and does not keep the others from being read. */
final class ReportReader {
    /** Rows of a table of events; the verb {@code events} has the others. */
    private static final int MOST_ROWS = 10;

    /** Of fewer spans no range is worth comparing with the others. */
    private static final int FEWEST_OF_A_CURVE = 40;

    private static final int MOST_CURVES = 6;
    private static final int MOST_EXPLAINED = 2;
    private static final double SLOWEST = 0.01;
    private static final int FEWEST_TO_EXPLAIN = 2000;

    private final Evidence evidence;
    private final ReadOptions options;
    private final List<Path> sources;
    private final List<String> packages;
    private final List<String> problems = new ArrayList<>();
    private boolean counted;
    private Optional<RunLines> lines = Optional.empty();
    private Timeline timeline;
    private CommonEvents events = new CommonEvents();
    private ReportedParts parts = new ReportedParts();
    private Optional<MeasuredSpans> measured = Optional.empty();
    private final AtomicBoolean haveSpans = new AtomicBoolean();

    ReportReader(Evidence evidence, ReadOptions options, List<Path> sources, List<String> packages) {
        this.evidence = evidence;
        this.options = options;
        this.sources = sources;
        this.packages = packages;
        counted = !evidence.counted().isEmpty();
    }

    Report read() throws IOException {
        problems.addAll(evidence.missing());
        List<Path> recordings = evidence.timelines().stream()
                .filter(recording -> recording.toString().endsWith(".jfr"))
                .toList();
        TimelineListener listener = new TimelineListener(recordings, this::listen);
        List<Profile> profiles = profiles(options.withListener(listener::listen));
        if (!profiles.isEmpty() && evidence.sampleFiles().containsAll(recordings)) {
            timeline = listener.timeline(profiles.get(0).ledger().unreadable());
            lines = lines(profiles);
        } else {
            parts = new ReportedParts();
            events = new CommonEvents(); // some may have been heard before the samples turned out unreadable
            readLinesAndTimeline(profiles, recordings);
        }
        Optional<HitCounts> hits = counted ? Optional.of(HitCounts.of(evidence, options.part())) : Optional.empty();
        evidence.traced().forEach(this::checkTraces);
        OwnCode own = OwnCode.of(evidence, packages);
        Optional<ReportedSpans> spans = spans(profiles);
        timeline = ReportedParts.withLatencies(timeline, measured);
        boolean whole = !options.part() && timeline.windows().isEmpty();
        return new Report(
                title(),
                evidence.inputs(),
                evidence.run(),
                profiles,
                profiles.stream()
                        .findFirst()
                        .map(profile -> OwnFunctions.withAll(profile, own::owns, options.parallelism())),
                profiles.stream()
                        .skip(1)
                        .map(profile -> FunctionTable.of(profile, options.parallelism()))
                        .toList(),
                own.absence(),
                new Declarations(evidence::classPath),
                lines,
                hits,
                latencies(),
                jvms(profiles),
                timeline,
                events.tables(MOST_ROWS),
                parts.all(evidence, profiles, own, measured, whole),
                spans,
                Findings.of(recordings),
                problems);
    }

    private void listen(ChunkEvents chunk) {
        events.listen(chunk);
        parts.listen(chunk);
        if (SpansAnswer.maybeIn(chunk)) {
            haveSpans.set(true);
        }
    }

    /** Those of all that was sampled; a recording that declares none is not read for them. */
    private Optional<ReportedSpans> spans(List<Profile> profiles) {
        try {
            Optional<SpanSet> all = haveSpans.get() ? SpanSet.all(evidence) : Optional.empty();
            if (all.isEmpty()) {
                return Optional.empty();
            }
            MeasuredSpans read =
                    MeasuredSpans.read(evidence, all.get(), profiles.stream().findFirst());
            measured = Optional.of(read);
            List<LatencyCurve> curves = LatencyCurve.of(read).stream()
                    .filter(curve -> curve.spans() >= FEWEST_OF_A_CURVE)
                    .limit(MOST_CURVES)
                    .toList();
            return Optional.of(new ReportedSpans(
                    SpansAnswer.of(all.get(), read, MOST_ROWS), curves, explanations(curves, all.get(), read)));
        } catch (IOException e) {
            problems.add("spans left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Of the names that took most, where one in a hundred is enough to say something. */
    private List<Answer> explanations(List<LatencyCurve> curves, SpanSet all, MeasuredSpans measured)
            throws IOException {
        // Counts that cannot be read are named with the lines, and explain nothing.
        Evidence readable = counted ? evidence : evidence.withoutCounts();
        List<Answer> answers = new ArrayList<>();
        Explainer explainer = null;
        for (LatencyCurve curve : curves) {
            if (answers.size() < MOST_EXPLAINED && curve.spans() >= FEWEST_TO_EXPLAIN) {
                try {
                    explainer = explainer == null ? Explainer.of(readable, all, measured) : explainer;
                    answers.add(explainer
                            .named(curve.name())
                            .explain(SLOWEST, -1, MOST_ROWS)
                            .answer());
                } catch (InputException e) {
                    problems.add("slow " + curve.name() + " not explained: " + e.getMessage());
                }
            }
        }
        return answers;
    }

    /** Both at once: neither keeps two processors busy all the time. */
    private void readLinesAndTimeline(List<Profile> profiles, List<Path> recordings) throws IOException {
        try (Workers workers = new Workers(2)) {
            workers.<IOException>run(2, (worker, task) -> {
                if (task == 0) {
                    lines = lines(profiles);
                } else {
                    timeline = Timeline.of(recordings, this::listen);
                }
            });
        }
    }

    /** A run and counts have other things to tell where there are no samples. */
    private List<Profile> profiles(ReadOptions heard) throws IOException {
        if (evidence.run().isEmpty() && !counted) {
            return wanted(evidence.samples(heard));
        }
        try {
            return wanted(evidence.anySamples(heard));
        } catch (IOException e) {
            // A JVM that was killed in its first second leaves a recording without a whole chunk.
            problems.add(Report.NO_SAMPLES + ": " + e.getMessage());
            return List.of();
        }
    }

    /** Nothing where what was asked for has no samples: what was sampled beside it does not answer the question. */
    private List<Profile> wanted(List<Profile> profiles) {
        if (profiles.isEmpty()
                || !options.events().isEmpty()
                || evidence.primary(profiles).isPresent()) {
            return profiles;
        }
        String others = profiles.stream().map(Profile::event).collect(Collectors.joining(", "));
        problems.add(Report.NO_SAMPLES + " of " + evidence.recordedFor().get(0)
                + ", which it was recorded for; there are some of " + others + ", to be asked for by --event");
        return List.of();
    }

    private Optional<RunLines> lines(List<Profile> profiles) throws IOException {
        try {
            return counted || !profiles.isEmpty() ? Optional.of(lines(evidence, profiles)) : Optional.empty();
        } catch (IOException e) {
            if (!counted || (profiles.isEmpty() && evidence.run().isEmpty())) {
                throw e;
            }
            counted = false;
            problems.add(Report.NO_COUNTS + e.getMessage()); // as after a class has changed since it was counted
            return profiles.isEmpty() ? Optional.empty() : Optional.of(lines(evidence.withoutCounts(), profiles));
        }
    }

    private RunLines lines(Evidence shown, List<Profile> profiles) throws IOException {
        RunLines found = RunLines.of(shown, profiles.stream().findFirst(), options, MethodFilter.ALL, sources);
        InlinedLines.of(CountSums.of(shown.counts())).show(profiles);
        return found;
    }

    /** No part shows traces, but whoever looks here for what is wrong with a run is to find it. */
    private void checkTraces(Fork fork) {
        try {
            fork.traces();
        } catch (IOException e) {
            problems.add("trace left out: " + e.getMessage());
        }
    }

    private List<Latencies> latencies() throws IOException {
        List<Latencies> forks = new ArrayList<>();
        if (evidence.run().isPresent()) {
            for (Path file : evidence.run().get().files(Pass.BASELINE, FileKind.LATENCY)) {
                try {
                    forks.add(Latencies.read(file));
                } catch (IOException e) {
                    problems.add("latency left out: " + e.getMessage());
                }
            }
        }
        return forks;
    }

    /** That a file of them cannot be read is said with the samples and the counts. */
    private RunJvms jvms(List<Profile> profiles) {
        try {
            return evidence.run().isEmpty()
                    ? RunJvms.NONE
                    : RunJvms.of(evidence, options, profiles.stream().findFirst());
        } catch (IOException e) {
            return RunJvms.NONE;
        }
    }

    private String title() {
        return evidence.run()
                .map(RunDirectory::document)
                .map(run -> run.module() != null
                        ? run.module().name()
                        : run.command() == null ? null : String.join(" ", run.command()))
                .orElseGet(() -> evidence.inputs().stream()
                        .map(path ->
                                String.valueOf(path.toAbsolutePath().normalize().getFileName()))
                        .collect(Collectors.joining(" + ")));
    }
}
