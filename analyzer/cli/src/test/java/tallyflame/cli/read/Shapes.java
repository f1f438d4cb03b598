package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tallyflame.flamegraphs.Ledger;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunJson;

/** Makes shapes of directories of one recording and one file of counts, which are copied. */
final class Shapes {
    private static final String NEITHER = ": holds neither samples nor counts";
    private static final String HINT = "; run it with --passes sample,count";

    private final Path folder;
    private final byte[] recording;
    private final byte[] counts;
    private final long samples;
    private final List<Shape> made = new ArrayList<>();

    /**
     * Nothing yet.
     *
     * @param folder where they are made
     * @param recording of one JVM that was sampled
     * @param counts of another that did the same
     */
    Shapes(Path folder, Path recording, Path counts) throws IOException {
        this.folder = folder;
        this.recording = Files.readAllBytes(recording);
        this.counts = Files.readAllBytes(counts);
        samples = ledger(recording).kept();
    }

    private static Ledger ledger(Path recording) throws IOException {
        return RecordingReader.read(List.of(recording), ReadOptions.defaults().withPrimaryEvent())
                .get(0)
                .ledger();
    }

    List<Shape> all() throws IOException {
        whole();
        several();
        killed();
        lost();
        unknown();
        together();
        return made;
    }

    private void whole() throws IOException {
        Path complete = run("complete", RunDocument.COMPLETE, Pass.SAMPLE, Pass.COUNT);
        put(recording, complete, "passes/sample-1/async.jfr");
        put(counts, complete, "passes/count-1/counts.tfc");
        made.add(Shape.of(complete, 2, samples).withCounts());
        Path jdk = run("only-flight", RunDocument.COMPLETE, Pass.SAMPLE);
        put(recording, jdk, "passes/sample-1/flight.jfr");
        made.add(Shape.of(jdk, 1, samples));
        Path cpu = run("jfr-cpu", RunDocument.COMPLETE, Pass.JFR_CPU);
        put(recording, cpu, "passes/jfr-cpu-1/flight.jfr");
        made.add(Shape.of(cpu, 1, samples));
        Path counted = run("counts-without-samples", RunDocument.COMPLETE, Pass.COUNT);
        put(counts, counted, "passes/count-1/counts.tfc");
        made.add(Shape.refused(counted, ": holds counts and no samples" + HINT)
                .withCounts()
                .reported(1));
        Path together = run("samples-and-counts-of-one-jvm", RunDocument.COMPLETE, Pass.SAMPLE);
        put(recording, together, "passes/sample-1/async.jfr");
        put(counts, together, "passes/sample-1/counts.tfc");
        made.add(Shape.of(together, 1, samples).withCounts());
    }

    private void several() throws IOException {
        for (int jvms : List.of(2, 11)) {
            Path flat = run(jvms + "-jvms", RunDocument.COMPLETE, Pass.SAMPLE, Pass.COUNT);
            Path nested = run(jvms + "-jvms-nested", RunDocument.COMPLETE, Pass.SAMPLE, Pass.COUNT);
            for (int pid = 1; pid <= jvms; pid++) {
                put(recording, flat, "passes/sample-1/" + (pid % 2 == 0 ? "flight-" : "async-") + pid + ".jfr");
                put(counts, flat, "passes/count-1/counts-" + pid + ".tfc");
                put(recording, nested, "passes/sample-1/jvms/" + pid + "-1700000000/async.jfr");
                put(counts, nested, "passes/count-1/jvms/" + pid + "-1700000000/counts.tfc");
            }
            made.add(Shape.of(flat, 2 * jvms, jvms * samples).withCounts());
            made.add(Shape.of(nested, 2 * jvms, jvms * samples).withCounts());
        }
    }

    private void killed() throws IOException {
        Path repository = run("repository", RunDocument.RUNNING, Pass.SAMPLE);
        put(recording, repository, "passes/sample-1/jfr-repository/2026_01_01_10_00_00_4711/1.jfr");
        put(unfinished(), repository, "passes/sample-1/jfr-repository/2026_01_01_10_00_00_4711/2.jfr");
        made.add(Shape.of(repository, 1, 2 * samples));
        Path repositories = run("repositories-of-two-jvms", RunDocument.RUNNING, Pass.SAMPLE);
        put(recording, repositories, "passes/sample-1/jfr-repository/2026_01_01_10_00_00_4711/1.jfr");
        put(recording, repositories, "passes/sample-1/jfr-repository/2026_01_01_10_00_01_4712/1.jfr");
        made.add(Shape.of(repositories, 2, 2 * samples));
        Path cut = run("killed", RunDocument.RUNNING, Pass.SAMPLE);
        Path file = put(recording, cut, "passes/sample-1/async.jfr");
        Files.write(file, Arrays.copyOf(recording, recording.length / 2), StandardOpenOption.APPEND);
        made.add(Shape.of(cut, 1, ledger(file).kept()).withEvents(ledger(file).total()));
        Path early = run("killed-early", RunDocument.RUNNING, Pass.SAMPLE);
        Path begun = put(Arrays.copyOf(recording, 60), early, "passes/sample-1/async.jfr");
        made.add(Shape.refused(
                        early,
                        begun.toString().substring(early.toString().length())
                                + ": ends within the header of its first chunk")
                .reported(1));
    }

    private void lost() throws IOException {
        Path gone = run("passes-gone", RunDocument.COMPLETE, Pass.SAMPLE);
        made.add(Shape.refused(gone, NEITHER + " (pass sample fork 1: its files are gone)" + HINT)
                .reported(0));
        Path document = folder.resolve("document-gone");
        put(recording, document, "passes/sample-1/flight.jfr");
        put(counts, document, "passes/count-1/counts.tfc");
        made.add(Shape.of(document, 2, samples).withCounts());
        Path empty = run("empty-files", RunDocument.COMPLETE, Pass.SAMPLE, Pass.COUNT);
        put(new byte[0], empty, "passes/sample-1/async.jfr");
        put(new byte[0], empty, "passes/count-1/counts.tfc");
        made.add(Shape.refused(
                        empty,
                        NEITHER + " (passes/sample-1/async.jfr is empty; passes/count-1/counts.tfc is empty)" + HINT)
                .reported(2));
    }

    private void unknown() throws IOException {
        String reads = ", and this version reads schema 1; read it with the version that wrote it";
        document("schema-newer", "{\"schema\":2}", ": has schema 2" + reads);
        document("schema-0", "{\"schema\":0}", ": has schema 0" + reads);
        document("schema-missing", "{}", ": has schema 0" + reads);
        document("document-null", "null", ": not a readable document of a run: it is null");
        document(
                "document-lacks-all",
                "{\"schema\":1}",
                ": is not the document of a run: it lacks tool, kind, status, started, plan, host, passes;"
                        + " delete it to see what recordings are left");
    }

    private void document(String name, String json, String why) throws IOException {
        Path run = folder.resolve(name);
        put(recording, run, "passes/sample-1/flight.jfr");
        Files.writeString(run.resolve("run.json"), json);
        made.add(Shape.refused(run, "/run.json" + why));
    }

    private void together() throws IOException {
        Path runs = folder.resolve("runs");
        for (String name : List.of("runs/1", "runs/2")) {
            put(recording, run(name, RunDocument.COMPLETE, Pass.SAMPLE), "passes/sample-1/flight.jfr");
        }
        made.add(Shape.of(runs, 2, 2 * samples));
        Path recordings = folder.resolve("recordings");
        put(recording, recordings, "a.jfr");
        put(recording, recordings, "b.jfr");
        made.add(Shape.of(recordings, 2, 2 * samples));
        made.add(Shape.of(put(recording, folder, "one.jfr"), 1, samples));
        made.add(Shape.of(Files.writeString(folder.resolve("other.collapsed"), "a;b 3\na 4\n"), 1, 7));
        Path misnamed = put(recording, folder, "misnamed.collapsed");
        made.add(Shape.refused(
                misnamed, ": line 1: a collapsed stack is 'frame;frame;frame weight' with a whole number as weight"));
        Path empty = Files.createDirectories(folder.resolve("empty-folder"));
        made.add(Shape.refused(
                empty,
                ": is not a run directory (it has no run.json) and holds neither runs nor recordings; name run"
                        + " directories or .jfr files"));
    }

    /** A chunk that its JVM was still writing: the mark says so. */
    private byte[] unfinished() {
        byte[] chunk = recording.clone();
        chunk[64] = 1;
        return chunk;
    }

    /** A run directory of a recorded command. */
    private Path run(String name, String status, Pass... passes) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        boolean running = status.equals(RunDocument.RUNNING);
        List<PassResult> results = Arrays.stream(passes)
                .map(pass -> new PassResult(
                        pass,
                        1,
                        "passes/" + pass.label() + "-1",
                        false,
                        status,
                        running ? null : 0,
                        null,
                        null,
                        1,
                        null))
                .toList();
        RunJson.write(
                run.resolve(RunDirectory.RUN_JSON),
                new RunDocument(
                        RunDocument.SCHEMA,
                        new RunDocument.Tool("tallyflame", "test"),
                        "record",
                        status,
                        "2026-01-01T10:00:00Z",
                        running ? null : "2026-01-01T10:00:10Z",
                        null,
                        List.of("java", "Work"),
                        null,
                        new RunDocument.Plan(List.of(passes), 1, 0, 0, 0, 0, List.of(), null, null, null),
                        new RunDocument.Host("Linux", "6", "amd64", "Test Processor", 8, 4, 1L << 34, "unknown"),
                        null,
                        results,
                        null,
                        null,
                        null,
                        null));
        return run;
    }

    private static Path put(byte[] content, Path run, String name) throws IOException {
        Path file = run.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }
}
