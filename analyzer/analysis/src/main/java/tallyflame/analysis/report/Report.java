package tallyflame.analysis.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.analysis.evidence.ProfileInputs;
import tallyflame.analysis.lines.HitCounts;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.timeline.Findings;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

/**
 * All that a report says. Each part may be missing; {@code problems} says why where that is not obvious.
 *
 * @param title what was run or recorded
 * @param inputs what was read, as given
 * @param run the run directory, if the input is one
 * @param profiles samples, the most telling kind first; empty if there are none
 * @param lines hits and times by line, if there are any
 * @param hits exact counts by name, if anything was counted
 * @param timeline the machine over time
 * @param findings of the rules of JDK Mission Control
 * @param problems what could not be read, one line each
 */
public record Report(
        String title,
        List<Path> inputs,
        Optional<RunDirectory> run,
        List<Profile> profiles,
        Optional<RunLines> lines,
        Optional<HitCounts> hits,
        Timeline timeline,
        Findings findings,
        List<String> problems) {
    /** How the problem begins that keeps a run from having line tables. */
    public static final String NO_LINES = "no line tables: ";

    public Report {
        inputs = List.copyOf(inputs);
        profiles = List.copyOf(profiles);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a run directory, or recordings, which are merged.
     *
     * @param options which samples; the timeline always shows all of the time
     * @param part whether the options leave out samples of the window, so that times are not of the counted work
     * @param sources where the user says that source is
     * @throws IOException if an input is not there, or holds nothing that could be reported
     */
    public static Report read(List<Path> inputs, ReadOptions options, boolean part, List<Path> sources)
            throws IOException {
        Path first = inputs.get(0);
        Optional<RunDirectory> run = inputs.size() == 1 && Files.isDirectory(first)
                ? Optional.of(RunDirectory.open(first))
                : Optional.empty();
        List<String> problems = new ArrayList<>();
        List<Profile> profiles =
                run.isPresent() ? profiles(run.get(), options, problems) : ProfileInputs.read(inputs, options);
        Optional<HitCounts> hits = Optional.empty();
        Optional<RunLines> lines = Optional.empty();
        boolean counted = run.isPresent() && counted(run.get());
        if (counted || !profiles.isEmpty()) {
            try {
                lines = Optional.of(
                        RunLines.of(inputs, profiles.stream().findFirst(), options, MethodFilter.ALL, sources));
                hits = counted ? Optional.of(HitCounts.of(inputs, part)) : Optional.empty();
            } catch (IOException e) {
                problems.add(NO_LINES + e.getMessage()); // as after a class has changed since it was counted
            }
        }
        List<Path> recordings = recordings(inputs, run);
        return new Report(
                run.map(Report::title).orElseGet(() -> names(inputs)),
                inputs,
                run,
                profiles,
                lines,
                hits,
                Timeline.of(recordings),
                Findings.of(recordings),
                problems);
    }

    /** The samples of a run's sampling pass, the chunks that a killed JVM left among them. */
    private static List<Profile> profiles(RunDirectory run, ReadOptions options, List<String> problems)
            throws IOException {
        List<Path> recordings = new ArrayList<>(run.asyncRecordings(Pass.SAMPLE));
        recordings.addAll(run.flightRecordings(Pass.SAMPLE));
        if (recordings.isEmpty()) {
            recordings.addAll(run.flightRecordings(Pass.JFR));
        }
        if (recordings.isEmpty()) {
            return List.of(); // a run without a sampling pass has other things to tell
        }
        try {
            return RecordingReader.read(recordings, options);
        } catch (InputException e) {
            // A JVM that was killed in its first second leaves a recording without a whole chunk.
            problems.add("no samples: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean counted(RunDirectory run) throws IOException {
        return !run.counts(Pass.COUNT).isEmpty() || !run.counts(Pass.SAMPLE).isEmpty();
    }

    /** Recordings with events other than samples: those of the JDK where there are any. */
    private static List<Path> recordings(List<Path> inputs, Optional<RunDirectory> run) throws IOException {
        if (run.isEmpty()) {
            return inputs.stream()
                    .filter(input -> input.toString().endsWith(".jfr"))
                    .toList();
        }
        for (Pass pass : List.of(Pass.SAMPLE, Pass.JFR)) {
            List<Path> found = run.get().flightRecordings(pass);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return run.get().asyncRecordings(Pass.SAMPLE);
    }

    private static String title(RunDirectory run) {
        return run.document().module() != null
                ? run.document().module().name()
                : String.join(" ", run.document().command());
    }

    private static String names(List<Path> inputs) {
        return inputs.stream()
                .map(path -> String.valueOf(path.toAbsolutePath().normalize().getFileName()))
                .collect(Collectors.joining(" + "));
    }
}
