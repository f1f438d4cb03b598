package tallyflame.analysis.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.events.CommonEvents;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.headline.Headline;
import tallyflame.analysis.jvms.RunJvms;
import tallyflame.analysis.lines.HitCounts;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.own.OwnCode;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.timeline.Findings;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.RunDirectory;

/**
 * All that a report says. Each part may be missing; {@code problems} says why where that is not obvious.
 *
 * @param title what was run or recorded
 * @param inputs what was read, as given
 * @param run the run directory, if the input is one
 * @param profiles samples, the most telling kind first; empty if there are none
 * @param functions those of the first of them; empty if there is none
 * @param otherFunctions those of the other profiles, in their order
 * @param ownAbsence why the user's own code is not told apart, if it is not; empty where nobody wants to know
 * @param declarations where lambdas and anonymous classes are declared
 * @param lines hits and times by line, if there are any
 * @param hits exact counts by name, if anything was counted
 * @param latencies of an alert, one distribution for each fork
 * @param jvms the JVMs of the run; without rows where the input is none
 * @param timeline the machine over time
 * @param events reads, exceptions, locks, … added up by what they are about
 * @param parts what threads waited for, locks, allocation, garbage collection, as far as they are known
 * @param spans how long spans took, what they spent, and why slow ones are slow, if there are any
 * @param findings of the rules of JDK Mission Control
 * @param problems what is missing or could not be read, one line each
 */
public record Report(
        String title,
        List<Path> inputs,
        Optional<RunDirectory> run,
        List<Profile> profiles,
        Optional<OwnFunctions.WithAll> functions,
        List<FunctionTable> otherFunctions,
        String ownAbsence,
        Declarations declarations,
        Optional<RunLines> lines,
        Optional<HitCounts> hits,
        List<Latencies> latencies,
        RunJvms jvms,
        Timeline timeline,
        List<CommonEvents.Titled> events,
        List<Part> parts,
        Optional<ReportedSpans> spans,
        Findings findings,
        List<String> problems) {
    /**
     * An answer with a heading.
     *
     * @param id of the heading, for links
     */
    public record Part(String id, String title, Answer answer) {}

    /** How the problem begins that keeps a run from showing its counts. */
    public static final String NO_COUNTS = "counts left out: ";

    /** How the problem begins that keeps a run from showing samples. */
    public static final String NO_SAMPLES = "no samples";

    public Report {
        inputs = List.copyOf(inputs);
        profiles = List.copyOf(profiles);
        otherFunctions = List.copyOf(otherFunctions);
        latencies = List.copyOf(latencies);
        events = List.copyOf(events);
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
    }

    /** The same under another title. */
    public Report titled(String other) {
        return new Report(
                other,
                inputs,
                run,
                profiles,
                functions,
                otherFunctions,
                ownAbsence,
                declarations,
                lines,
                hits,
                latencies,
                jvms,
                timeline,
                events,
                parts,
                spans,
                findings,
                problems);
    }

    /** What is to be said first. */
    public Headline headline() {
        boolean oneJvm =
                run.isPresent() ? run.get().document().module() == null && !jvms.worthShowing() : inputs.size() == 1;
        return Headline.of(profiles.stream().findFirst(), functions, run.map(RunDirectory::document), oneJvm);
    }

    /** The functions of the user's own code; empty if that is not told apart. */
    public Optional<OwnFunctions> own() {
        return functions.flatMap(OwnFunctions.WithAll::own);
    }

    /**
     * Reads one run, or recordings, which are merged.
     *
     * @param options which samples; the timeline always shows all of the time
     * @param sources where the user says that source is
     * @param packages what the user says is their own code; see {@link OwnCode#of(Evidence, List)}
     * @throws IOException if recordings were named and hold nothing that could be reported
     */
    public static Report read(Evidence evidence, ReadOptions options, List<Path> sources, List<String> packages)
            throws IOException {
        return new ReportReader(evidence, options, sources, packages).read();
    }
}
