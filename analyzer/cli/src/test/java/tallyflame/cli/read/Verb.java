package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.VersionReader;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.report.Report;
import tallyflame.cli.CommandLineRun;
import tallyflame.recordings.ReadOptions;

/** The verbs that read what was recorded, and how many samples the answer of each stands for. */
enum Verb {
    FUNCTIONS("--json"),
    LINES("--json"),
    FLAME("--json", "-o", "out.collapsed"),
    DIFF("--json", "--noise", "noise.json"),
    QUERY("SELECT coalesce(sum(samples), 0) AS n FROM profiles WHERE event IN ('cpu', 'samples')", "--json"),
    REPORT,
    CHECK("--propose", "--noise", "noise.json"),
    EVENTS("--json");

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> options;

    Verb(String... options) {
        this.options = List.of(options);
    }

    boolean needsSamples() {
        return this == FUNCTIONS || this == FLAME || this == EVENTS;
    }

    /**
     * Asks it.
     *
     * @param folder for what it writes
     */
    CommandLineRun ask(Path input, Path folder) {
        List<String> words = new ArrayList<>(List.of(name().toLowerCase(Locale.ROOT), input.toString()));
        if (this == DIFF) {
            words.add(input.toString());
        }
        options.forEach(option -> words.add(
                option.matches("[a-z]+\\.[a-z]+") ? folder.resolve(option).toString() : option));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    /** The samples that an answer stands for; where its text does not tell, those of the document that it is made of. */
    long samples(CommandLineRun answer, Path input, Path folder) throws IOException {
        return switch (this) {
            case FUNCTIONS -> json(answer).get("samples").asLong();
            case LINES -> json(answer).at("/ledger/samples/kept").asLong();
            case FLAME -> flame(json(answer).at("/files/0/profiles/0"), folder.resolve("out.collapsed"));
            case QUERY -> json(answer).at("/rows/0/n").asLong();
            case REPORT ->
                Report.read(Evidence.open(input), ReadOptions.defaults().withSamples(true), List.of(), List.of())
                        .profiles()
                        .stream()
                        .limit(1)
                        .mapToLong(profile -> profile.tree().samples())
                        .sum();
            case DIFF, CHECK ->
                VersionReader.read(List.of(input), ReadOptions.defaults().withPrimaryEvent(), List.of())
                        .forks()
                        .stream()
                        .mapToLong(Observation::samples)
                        .sum();
            case EVENTS ->
                StreamSupport.stream(json(answer).get("events").spliterator(), false)
                        .filter(event -> event.get("name").asText().equals("jdk.ExecutionSample"))
                        .mapToLong(event -> event.get("count").asLong())
                        .sum();
        };
    }

    /** The stacks that were written have the weight that the document says, with these samples behind it. */
    private static long flame(JsonNode profile, Path stacks) throws IOException {
        long weight = Files.readAllLines(stacks).stream()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(weight).isEqualTo(profile.get("weight").asLong());
        return profile.get("samples").asLong();
    }

    private static JsonNode json(CommandLineRun answer) throws IOException {
        return new ObjectMapper().readTree(answer.out());
    }

    static List<Verb> all() {
        return Arrays.asList(values());
    }
}
