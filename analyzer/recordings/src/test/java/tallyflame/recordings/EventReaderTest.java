package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.recordings.event.RecordedThread;

/** Handlers, and what they are told of events. */
class EventReaderTest {
    private static final List<String> NUMBER = List.of("number");

    @TempDir
    private Path folder;

    /** Values of every field of every event, as the reader of the JDK finds them. */
    @Test
    void fieldsOfTheJdksRecordings() throws Exception {
        assertSameFields(Recordings.jdk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"event=ctimer,interval=1ms,alloc=16k,live", "wall=5ms", "nativemem=1k", "lock=1us"})
    void fieldsOfAsyncProfilersRecordings(String options) throws Exception {
        assertSameFields(Recordings.async("fields-" + options.replaceAll("\\W", "-"), options));
    }

    private static void assertSameFields(Path file) throws Exception {
        Map<String, List<List<Object>>> expected = new TreeMap<>();
        Map<String, List<String>> fields = FieldOracle.read(file, expected);
        assertThat(expected).isNotEmpty();
        for (int threads : new int[] {1, 3}) {
            EventReader.Collected<Map<String, List<List<Object>>>> read = EventReader.of(file)
                    .withParallelism(threads)
                    .read(chunk -> {
                        Map<String, List<List<Object>>> rows = new TreeMap<>();
                        fields.forEach((type, names) ->
                                chunk.on(type, names, event -> rows.computeIfAbsent(type, key -> new ArrayList<>())
                                        .add(FieldOracle.row(event, type, names))));
                        return rows;
                    });
            assertThat(read.losses()).isEmpty();
            Map<String, List<List<Object>>> found = new TreeMap<>();
            read.chunks()
                    .forEach(
                            chunk -> chunk.forEach((type, rows) -> found.computeIfAbsent(type, key -> new ArrayList<>())
                                    .addAll(rows)));
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((type, rows) -> FieldOracle.assertSame(type, fields.get(type), rows, found.get(type)));
        }
    }

    private Path synthetic(String name, SyntheticChunk... chunks) throws Exception {
        Path file = Files.createFile(folder.resolve(name));
        for (SyntheticChunk chunk : chunks) {
            Files.write(file, chunk.build(), java.nio.file.StandardOpenOption.APPEND);
        }
        return file;
    }

    /** A chunk of events {@code demo.Mark} with the numbers given. */
    private static SyntheticChunk marks(long... numbers) {
        SyntheticChunk chunk = new SyntheticChunk()
                .type(1, "long")
                .type(2, "float")
                .type(3, "double")
                .type(4, "int")
                .type(5, "demo.Size", "used:1", "limit:4")
                .type(6, "java.lang.String")
                .type(9, "jdk.Mark", "startTime:1", "number:1", "ratio:2", "mean:3", "size:5", "sizes:5[]", "text:6");
        for (long number : numbers) {
            chunk.event(9, mark(number));
        }
        return chunk;
    }

    private static EncodedBytes mark(long number) {
        EncodedBytes fields = new EncodedBytes().varints(SyntheticChunk.START_TICKS + number, number);
        fixed(fields, 4, Float.floatToIntBits(number / 2f));
        fixed(fields, 8, Double.doubleToLongBits(number / 4.0));
        return fields.varints(2 * number, 0xFFFFFFFFL, 2, 1, 1, 2, 2).text("mark " + number);
    }

    private static void fixed(EncodedBytes to, int bytes, long value) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            to.u1((int) (value >>> shift) & 0xFF);
        }
    }

    @Test
    void everyKindOfFieldAndThoseWithinValues() throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        List<String> fields = List.of(
                "text", "size.limit", "number", "ratio", "mean", "size.used", "startTime", "absent", "size.absent");
        List<Loss> losses = EventReader.of(synthetic("kinds.jfr", marks(6)))
                .on(
                        "jdk.Mark",
                        fields,
                        event -> rows.add(List.of(
                                event.text(0),
                                event.number(1),
                                event.number(2),
                                event.decimal(3),
                                event.decimal(4),
                                event.number(5),
                                event.time(6),
                                event.text(2),
                                event.text(3))))
                .on(
                        "jdk.Mark",
                        fields,
                        event -> rows.add(List.of(
                                event.has(7),
                                event.has(8),
                                event.number(7),
                                event.text(7),
                                event.decimal(7),
                                event.thread(8))))
                .on("jdk.Missing", fields, event -> rows.add(List.of()))
                .read();
        assertThat(losses).isEmpty();
        assertThat(rows)
                .containsExactly(
                        List.of("mark 6", -1L, 6L, 3.0, 1.5, 12L, SyntheticChunk.START_NANOS + 6, "6", "3.0"),
                        List.of(false, false, 0L, "", Double.NaN, RecordedThread.UNKNOWN));
    }

    @Test
    void collectorsComeInOrderOfTheChunks() throws Exception {
        Path first = synthetic("first.jfr", marks(1, 2), marks(3), marks());
        Path second = synthetic("second.jfr", marks(4, 5));
        for (int threads : new int[] {1, 4}) {
            List<List<Long>> numbers = EventReader.of(first, second)
                    .withParallelism(threads)
                    .read(chunk -> {
                        List<Long> own = new ArrayList<>();
                        chunk.on("jdk.Mark", NUMBER, event -> own.add(event.number(0)));
                        return own;
                    })
                    .chunks();
            assertThat(numbers).containsExactly(List.of(1L, 2L), List.of(3L), List.of(), List.of(4L, 5L));
        }
    }

    /** A counter that is not made for several threads. */
    @Test
    void handlersOfAReaderTakeTurns() throws Exception {
        long[] many = new long[20_000];
        Path file = synthetic("many.jfr", marks(many), marks(many), marks(many), marks(many));
        long[] count = new long[1];
        EventReader.of(file)
                .withParallelism(4)
                .on("jdk.Mark", NUMBER, event -> count[0]++)
                .on("jdk.Mark", List.of(), event -> count[0]++)
                .read();
        assertThat(count[0]).isEqualTo(8L * many.length);
    }

    @Test
    void oneThreadBeginsNoChunkOnceThereIsEnough() throws Exception {
        List<Long> numbers = new ArrayList<>();
        EventReader.of(synthetic("enough.jfr", marks(1, 2), marks(3), marks(4)))
                .withParallelism(1)
                .until(() -> numbers.size() >= 2)
                .on("jdk.Mark", NUMBER, event -> numbers.add(event.number(0)))
                .read();
        assertThat(numbers).containsExactly(1L, 2L);
    }

    /** An event that ends before its fields do, between two whole ones. */
    @Test
    void aDamagedEventLosesItself() throws Exception {
        SyntheticChunk chunk = marks(1).event(9, new EncodedBytes().varint(2)).event(9, mark(3));
        List<Long> numbers = new ArrayList<>();
        List<Loss> losses = EventReader.of(synthetic("damaged.jfr", chunk))
                .on("jdk.Mark", List.of("number", "text"), event -> numbers.add(event.number(0)))
                .read();
        assertThat(numbers).containsExactly(1L, 3L);
        assertThat(losses).singleElement().satisfies(loss -> {
            assertThat(loss.events()).isEqualTo(1);
            assertThat(loss.bytes()).isPositive();
        });
    }

    @Test
    void whatAHandlerThrowsEndsTheReading() throws Exception {
        EventReader reader = EventReader.of(synthetic("throws.jfr", marks(1))).on("jdk.Mark", NUMBER, event -> {
            throw new IllegalStateException("mark " + event.number(0));
        });
        assertThatThrownBy(reader::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mark 1");
    }

    @Test
    void whatIsNoRecordingIsSaid() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jfr"), "hello");
        assertThatThrownBy(() -> EventReader.of(text).read())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a flight recording");
    }
}
