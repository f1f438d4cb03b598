package tallyflame.flamegraphs.firefox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.TestStacks;

class FirefoxWriterTest {
    private static JsonNode written(Profile... profiles) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FirefoxWriter("test").write(List.of(profiles), out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    @Test
    void everyThreadHoldsItsStacksInOrderOfTime() throws IOException {
        Profile profile = TestProfiles.random("cpu", 300, 20, 8);
        JsonNode file = written(profile);
        assertThat(file.at("/meta/preprocessedProfileVersion").asInt()).isEqualTo(48);
        assertThat(file.at("/meta/startTime").asLong()).isEqualTo(1_700_000_000_000L);
        assertThat(file.get("threads"))
                .extracting(thread -> thread.get("name").asText())
                .containsExactly("cpu: main", "cpu: worker-1", "cpu: worker-2");
        Map<String, Long> stacks = TestStacks.empty();
        for (JsonNode thread : file.get("threads")) {
            assertThat(thread.at("/samples/time")).extracting(JsonNode::asInt).isSorted();
            assertThat(thread.at("/samples/weightType").asText()).isEqualTo("tracing-ms");
            for (int i = 0; i < thread.at("/samples/length").asInt(); i++) {
                long nanos = Math.round(thread.at("/samples/weight/" + i).asDouble() * 1e6);
                stacks.merge(stack(thread, thread.at("/samples/stack/" + i).asInt()), nanos, Long::sum);
            }
        }
        assertThat(stacks).isEqualTo(TestStacks.of(profile));
    }

    private static String stack(JsonNode thread, int stack) {
        JsonNode prefix = thread.at("/stackTable/prefix/" + stack);
        int frame = thread.at("/stackTable/frame/" + stack).asInt();
        int function = thread.at("/frameTable/func/" + frame).asInt();
        String name = thread.at("/stringArray/"
                        + thread.at("/funcTable/name/" + function).asInt())
                .asText();
        return prefix.isNull() ? name : stack(thread, prefix.asInt()) + ";" + name;
    }

    @Test
    void everyColumnIsAsLongAsItsTableSays() throws IOException {
        JsonNode file = written(TestProfiles.random("cpu", 100, 20, 8), TestProfiles.cpu("a.B.c;d 3"));
        assertThat(file.get("threads")).hasSize(4);
        for (JsonNode thread : file.get("threads")) {
            for (String table : List.of(
                    "samples", "stackTable", "frameTable", "funcTable", "markers", "resourceTable", "nativeSymbols")) {
                int length = thread.get(table).get("length").asInt();
                thread.get(table).forEach(column -> {
                    if (column.isArray()) {
                        assertThat(column).as(table).hasSize(length);
                    }
                });
            }
        }
    }
}
