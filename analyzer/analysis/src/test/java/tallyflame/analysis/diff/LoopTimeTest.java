package tallyflame.analysis.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.diff.change.ChangeKind;
import tallyflame.analysis.diff.version.Cost;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.Sources;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.diff.version.VersionCounts;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/** Compilation moves the samples of a loop between its header (line 12) and its body (line 13); line 20 is in no loop. */
class LoopTimeTest {
    private static final MethodId RUN = MethodId.function("org.acme.Job", "run");
    private static final long ALERTS = 100;

    @Test
    void samplesThatMoveWithinALoopAreNoChange() throws IOException {
        Diff diff = Differ.of(version(true, 800, 200, 500), version(true, 250, 760, 490), Noise.UNKNOWN);
        assertThat(diff.lines()).isEmpty();
        assertThat(diff.slower()).isFalse();

        Diff unknown = Differ.of(version(false, 800, 200, 500), version(false, 250, 760, 490), Noise.UNKNOWN);
        assertThat(unknown.lines())
                .as("without the loop both lines raise an alarm")
                .hasSize(2);
    }

    @Test
    void aLoopThatCostsMoreIsOneRowOfAllItsLines() throws IOException {
        Diff diff = Differ.of(version(true, 800, 200, 500), version(true, 250, 1500, 490), Noise.UNKNOWN);
        assertThat(diff.lines()).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(ChangeKind.COSTLIER);
            assertThat(line.place()).isEqualTo("Job.java:12-13");
            assertThat(line.before()).isEqualTo(1000.0 / 1500);
            assertThat(line.after()).isEqualTo(1750.0 / 1500);
        });
    }

    private static Version version(boolean loops, long header, long body, long after) throws IOException {
        List<Observation> forks = new ArrayList<>();
        for (int fork = 0; fork < 5; fork++) {
            Map<LineId, Cost> lines = Map.of(line(12), cost(header), line(13), cost(body), line(20), cost(after));
            long all = header + body + after;
            forks.add(new Observation(all, all, ALERTS, Map.of(RUN, cost(all)), lines, Map.of(), Map.of()));
        }
        int loop = loops ? 12 : 0;
        List<LineHits> hits = List.of(
                new LineHits(12, 11 * ALERTS, loop), new LineHits(13, 10 * ALERTS, loop), new LineHits(20, ALERTS));
        MethodCounts method = new MethodCounts("run", "()V", 12, ALERTS, 0, 0, 0, hits, List.of());
        ClassCounts job = new ClassCounts("org.acme.Job", 1, "Job.java", List.of(method));
        VersionCounts counts = new VersionCounts(
                ALERTS,
                Map.of(RUN, ALERTS),
                Map.of(line(12), 11 * ALERTS, line(13), 10 * ALERTS, line(20), ALERTS),
                Map.of(RUN, List.of(11 * ALERTS, 10 * ALERTS, ALERTS)),
                Map.of(job.name(), job));
        ClassPath nothing = new ClassPath(List.of(), Path.of("no-jdk"));
        Sources sources = new Sources(SourceFinder.of(List.of(), List.of(), List.of(), Path.of("no-jdk")), nothing);
        return new Version(
                List.of(Path.of("run")),
                List.of(),
                List.of(),
                forks,
                Optional.of(counts),
                Set.of(),
                sources,
                List.of(),
                List.of());
    }

    private static LineId line(int number) {
        return new LineId(RUN, number);
    }

    private static Cost cost(long samples) {
        return new Cost(samples, samples, samples, samples);
    }
}
