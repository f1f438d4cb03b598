package tallyflame.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.keep.FleetUpkeep;
import tallyflame.cli.CommandLineRun;

/** A store that is kept small answers as before, whoever adds to it meanwhile. */
class FleetUpkeepTest {
    private static final String OLD = "2020-01-01";
    private final String today = LocalDate.now(ZoneOffset.UTC).toString();
    private static final String SUMS =
            "SELECT day::VARCHAR AS day, service, event, unit, host, version, labels, pool, stack::VARCHAR AS stack,"
                    + " sum(samples)::BIGINT AS n, sum(weight)::BIGINT AS w FROM labelled GROUP BY ALL ORDER BY ALL";

    @TempDir
    private Path folder;

    private Path store;

    @BeforeEach
    void make() throws Exception {
        store = folder.resolve("store");
        SyntheticStore.add(store, 2, List.of("1"), List.of(OLD, today));
        SyntheticStore.add(store, 1, List.of("2"), List.of(OLD, "2020-01-02"));
    }

    @Test
    void compactMergesFilesAndChangesNoAnswer() throws Exception {
        JsonNode before = rows(SUMS);
        assertThat(CommandLineRun.of("fleet", "compact", store.toString()).out())
                .isEqualTo("28 files before, 21 now\n");
        assertThat(rows(SUMS)).isEqualTo(before).isNotEmpty();
        assertThat(rows("SELECT count(*)::INTEGER AS n FROM stacks")
                        .get(0)
                        .get("n")
                        .asInt())
                .isEqualTo(2 * 10);
        assertThat(CommandLineRun.of("fleet", "compact", store.toString()).out())
                .isEqualTo("21 files before, 21 now\n");
        // Whoever has opened the store before may read what is replaced for an hour.
        assertThat(files()).hasSize(28 + 7);
        try (Stream<Path> manifests = Files.list(store.resolve("manifests"))) {
            for (Path manifest : manifests.toList()) {
                Files.setLastModifiedTime(manifest, FileTime.from(Instant.now().minusSeconds(7200)));
            }
        }
        SyntheticStore.add(store, 1, List.of("3"), List.of(today));
        SyntheticStore.add(store, 1, List.of("4"), List.of(today));
        assertThat(files()).hasSize(21 + 2 * 7);
        assertThat(rows("SELECT DISTINCT version FROM labelled")).hasSize(4);
    }

    @Test
    void retainThinsOldDaysAndKeepsWeight() throws Exception {
        JsonNode before = rows(SUMS);
        JsonNode ledger = rows("SELECT sum(kept)::BIGINT AS n, sum(bytes)::BIGINT AS b FROM ledger");
        String spanSums =
                "SELECT day::VARCHAR AS day, name, version, upto, sum(spans)::BIGINT AS n, sum(nanos)::BIGINT AS w"
                        + " FROM labelled_spans GROUP BY ALL ORDER BY ALL";
        JsonNode spans = rows(spanSums);
        JsonNode chunks = rows("SELECT begun FROM chunks ORDER BY 1");
        CommandLineRun thinned = CommandLineRun.of("fleet", "retain", store.toString(), "90d");
        assertThat(thinned.out()).as(thinned.err()).contains(", 2 days thinned");
        assertThat(rows(SUMS)).isEqualTo(before);
        assertThat(rows("SELECT sum(kept)::BIGINT AS n, sum(bytes)::BIGINT AS b FROM ledger"))
                .isEqualTo(ledger);
        assertThat(rows("SELECT begun FROM chunks ORDER BY 1")).isEqualTo(chunks);
        assertThat(rows(spanSums)).isEqualTo(spans).isNotEmpty();
        // Ten functions: three hosts and versions of an hour for two old days, and three minutes of two hosts today.
        assertThat(rows("SELECT day::VARCHAR AS day, count(*)::INTEGER AS n FROM samples GROUP BY 1 ORDER BY 1")
                        .findValuesAsText("n"))
                .containsExactly("30", "10", "60");
        assertThat(rows("SELECT DISTINCT time FROM samples WHERE day = '" + OLD + "'")
                        .get(0)
                        .get("time")
                        .asText())
                .isEqualTo("2020-01-01T10:00:00Z");
        assertThat(CommandLineRun.of("fleet", "retain", store.toString(), "90d").out())
                .doesNotContain("thinned");
        assertThat(CommandLineRun.of("fleet", "compact", store.toString()).exitCode())
                .isZero();
        assertThat(rows(SUMS)).isEqualTo(before);
        assertThat(rows(spanSums)).isEqualTo(spans);
        assertThat(CommandLineRun.of("fleet", "retain", store.toString(), "soon")
                        .err())
                .hasLineCount(1)
                .contains("an age is a number of days such as 90d, not 'soon'");
    }

    /** What comes in between is neither lost nor doubled; what would have to be thinned, too, begins the work anew. */
    @Test
    void othersMayWriteMeanwhile() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        upkeep(() -> {
                    if (rounds.getAndIncrement() == 0) {
                        add("3", today);
                    }
                })
                .compact();
        assertThat(rounds).hasValue(1);
        assertThat(rows("SELECT DISTINCT version FROM labelled")).hasSize(3);
        upkeep(() -> {
                    if (rounds.getAndIncrement() == 1) {
                        add("4", OLD);
                    }
                })
                .retain(LocalDate.parse("2020-02-01"));
        assertThat(rounds).hasValue(3);
        assertThat(rows("SELECT count(*)::INTEGER AS n FROM samples WHERE day = '" + OLD + "'")
                        .get(0)
                        .get("n")
                        .asInt())
                .isEqualTo(40);
        // Another that compacts meanwhile has replaced what was read.
        add("5", today);
        add("6", today);
        JsonNode before = rows(SUMS);
        upkeep(() -> {
                    if (rounds.getAndIncrement() == 3) {
                        CommandLineRun.of("fleet", "compact", store.toString());
                    }
                })
                .compact();
        assertThat(rows(SUMS)).isEqualTo(before);
    }

    @Test
    void aFileSystemWithoutLocksIsNoticed() throws Exception {
        Path manifest = store.resolve("manifests/copy.json");
        try (Stream<Path> manifests = Files.list(store.resolve("manifests"))) {
            Path first = manifests.sorted().toList().get(0);
            String name = first.getFileName().toString().replace(".json", "");
            Files.writeString(manifest, Files.readString(first).replace("\"batch\":\"" + name, "\"batch\":\"copy"));
        }
        CommandLineRun refused = CommandLineRun.of("fleet", "functions", store.toString());
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).hasLineCount(1).contains("keeps no locks; delete the manifest of one of them");
        assertThat(Files.size(manifest)).isLessThan(3000);
    }

    private FleetUpkeep upkeep(FleetUpkeep.Listener listener) throws IOException {
        return new FleetUpkeep(FleetStore.open(store), folder.resolve("spill"), listener);
    }

    private void add(String version, String day) {
        try {
            SyntheticStore.add(store, 1, List.of(version), List.of(day));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.walk(store)) {
            return entries.filter(path -> path.toString().endsWith(".parquet")).toList();
        }
    }

    private JsonNode rows(String sql) throws IOException {
        CommandLineRun run = CommandLineRun.of("query", store.toString(), sql, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out()).get("rows");
    }
}
