package tallyflame.analysis.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.lines.HitCounts;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.timeline.Findings;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
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
 * @param problems what is missing or could not be read, one line each
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
     * Reads one run, or recordings, which are merged.
     *
     * @param options which samples; the timeline always shows all of the time
     * @param sources where the user says that source is
     * @throws IOException if recordings were named and hold nothing that could be reported
     */
    public static Report read(Evidence evidence, ReadOptions options, List<Path> sources) throws IOException {
        Optional<RunDirectory> run = evidence.run();
        List<String> problems = new ArrayList<>(evidence.missing());
        List<Profile> profiles = run.isPresent() ? profiles(evidence, options, problems) : evidence.samples(options);
        Optional<HitCounts> hits = Optional.empty();
        Optional<RunLines> lines = Optional.empty();
        boolean counted = !evidence.counted().isEmpty();
        if (counted || !profiles.isEmpty()) {
            try {
                lines = Optional.of(
                        RunLines.of(evidence, profiles.stream().findFirst(), options, MethodFilter.ALL, sources));
                hits = counted ? Optional.of(HitCounts.of(evidence, options.part())) : Optional.empty();
            } catch (IOException e) {
                problems.add(NO_LINES + e.getMessage()); // as after a class has changed since it was counted
            }
        }
        List<Path> recordings = evidence.timelines().stream()
                .filter(recording -> recording.toString().endsWith(".jfr"))
                .toList();
        return new Report(
                run.map(Report::title).orElseGet(() -> names(evidence.inputs())),
                evidence.inputs(),
                run,
                profiles,
                lines,
                hits,
                Timeline.of(recordings),
                Findings.of(recordings),
                problems);
    }

    /** The samples of a run, which has other things to tell where it has none. */
    private static List<Profile> profiles(Evidence evidence, ReadOptions options, List<String> problems)
            throws IOException {
        try {
            return evidence.anySamples(options);
        } catch (InputException e) {
            // A JVM that was killed in its first second leaves a recording without a whole chunk.
            problems.add("no samples: " + e.getMessage());
            return List.of();
        }
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
